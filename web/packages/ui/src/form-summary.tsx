// The summary of a refused form: it takes focus, names each field and leads to it, and keeps the reason and request id.
import { useEffect, useRef } from "react";
import classes from "./form-summary.module.css";
import { type Failure, FailureSmall, useFailureWords } from "./state-block.tsx";

export const formClasses = classes;

export interface FieldError {
  /** The id of the input. */
  field: string;
  text: string;
}

export interface FormSummaryProps {
  failure?: Failure | null;
  /** The page's own sentences for this failure, where it has better ones. */
  words?: { title: string; next: string } | null;
  errors?: FieldError[];
  /** By JSON pointer: the input that holds it, and its label. */
  fields?: Record<string, FieldError>;
  title: string;
}

const noErrors: FieldError[] = [];

/** What the server found wrong, each with the label of its field where the form has one for it. */
function named(failure: Failure | null | undefined, fields: Record<string, FieldError>) {
  return (failure?.faults ?? []).map(({ pointer, reason, detail }) => ({
    pointer,
    field: fields[pointer]?.field,
    text: `${fields[pointer]?.text ?? pointer.replace(/^\//, "")}: ${detail ?? reason}`,
  }));
}

function FieldLink({ field, text }: FieldError) {
  return (
    <a
      href={`#${field}`}
      onClick={(event) => {
        event.preventDefault();
        document.getElementById(field)?.focus();
      }}
    >
      {text}
    </a>
  );
}

/** Shows nothing while there is nothing to say. Every new refusal moves focus here. */
export function FormSummary({ failure, words: own, errors = noErrors, fields = {}, title }: FormSummaryProps) {
  const box = useRef<HTMLDivElement>(null);
  const wordsOf = useFailureWords();
  const shown = Boolean(failure) || errors.length > 0;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new failure or list of errors is what moves focus
  useEffect(() => {
    if (shown) box.current?.focus();
  }, [failure, errors, shown]);
  if (!shown) return null;
  const words = failure ? (own ?? wordsOf(failure)) : null;
  const faults = named(failure, fields);
  return (
    <div ref={box} className={classes.summary} role="alert" tabIndex={-1}>
      <p className={classes.title}>{words?.title ?? title}</p>
      {words && errors.length === 0 && <p>{words.next}</p>}
      {errors.length > 0 && (
        <ul>
          {errors.map((error) => (
            <li key={error.field}>
              <FieldLink {...error} />
            </li>
          ))}
        </ul>
      )}
      {faults.length > 0 && (
        <ul>
          {faults.map(({ pointer, field, text }) => (
            <li key={pointer}>{field ? <FieldLink field={field} text={text} /> : text}</li>
          ))}
        </ul>
      )}
      {failure && (
        <p className={classes.small}>
          <FailureSmall failure={failure} />
        </p>
      )}
    </div>
  );
}
