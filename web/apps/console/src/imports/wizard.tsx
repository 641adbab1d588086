// The frame of the import wizard: its four steps, each at a URL of its own.
import { Link } from "@tanstack/react-router";
import { useWords } from "@weft/i18n";
import { PageHeader } from "@weft/ui/page-header";
import { Steps } from "@weft/ui/steps";
import type { ReactNode } from "react";

export type WizardStep = "mapping" | "files" | "check" | "result";

export interface WizardProps {
  step: WizardStep;
  importId?: string;
  lead: string;
  children: ReactNode;
}

export function Wizard({ step, importId, lead, children }: WizardProps) {
  const { t } = useWords();
  return (
    <>
      <PageHeader title={`${t("wizard.title")}: ${t(`wizard.${step}`)}`} lead={lead} />
      <Steps
        current={step}
        steps={[
          { key: "mapping", label: t("wizard.mapping") },
          {
            key: "files",
            label: t("wizard.files"),
            link: importId
              ? (label) => (
                  <Link to="/imports/$importId/files" params={{ importId }}>
                    {label}
                  </Link>
                )
              : undefined,
          },
          { key: "check", label: t("wizard.check") },
          { key: "result", label: t("wizard.result") },
        ]}
      />
      {children}
    </>
  );
}
