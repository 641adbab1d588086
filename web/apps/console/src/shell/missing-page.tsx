// An address that leads nowhere.
import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useWords } from "@weft/i18n";
import { PageHeader } from "@weft/ui/page-header";

export function MissingPage() {
  const { t } = useWords();
  return (
    <PageHeader
      title={t("missing.title")}
      lead={t("missing.text")}
      action={
        <Button component={Link} to="/">
          {t("missing.home")}
        </Button>
      }
    />
  );
}
