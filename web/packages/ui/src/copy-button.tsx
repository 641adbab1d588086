// Copies a text and says so on the button itself.
import { Button } from "@mantine/core";
import { useWords } from "@weft/i18n";
import { useEffect, useState } from "react";
import { Icon } from "./icon.tsx";

const saidMs = 3_000;

export function CopyButton({ value, label }: { value: string; label?: string }) {
  const { t } = useWords();
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), saidMs);
    return () => clearTimeout(timer);
  }, [copied]);
  return (
    <Button
      variant="default"
      size="xs"
      leftSection={<Icon name={copied ? "check" : "copy"} size={14} />}
      onClick={() => void navigator.clipboard.writeText(value).then(() => setCopied(true))}
    >
      {copied ? t("action.copied") : (label ?? t("action.copy"))}
    </Button>
  );
}
