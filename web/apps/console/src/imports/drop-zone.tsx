// The place where files are dropped; the button inside does the same by keyboard.
import { Button } from "@mantine/core";
import { Icon } from "@weft/ui/icon";
import { type DragEvent, useRef, useState } from "react";
import classes from "./wizard.module.css";

export interface DropZoneProps {
  /** Of the button. */
  id: string;
  title: string;
  choose: string;
  hint: string;
  multiple?: boolean;
  busy?: boolean;
  /** A file was given already; another one is the exception. */
  slim?: boolean;
  onFiles: (files: File[]) => void;
}

export function DropZone(props: DropZoneProps) {
  const { id, title, choose, hint, multiple = false, busy = false, slim = false, onFiles } = props;
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    onFiles([...event.dataTransfer.files]);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is an extra; the button inside does the same by keyboard
    <div
      className={[classes.drop, slim && classes.slim, over && classes.over].filter(Boolean).join(" ")}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      {!slim && <Icon name="upload" size={28} />}
      <p className={classes.dropTitle}>{title}</p>
      <Button id={id} variant="default" loading={busy} onClick={() => input.current?.click()}>
        {choose}
      </Button>
      {!slim && <p>{hint}</p>}
      <input
        ref={input}
        type="file"
        multiple={multiple}
        hidden
        onChange={(event) => {
          onFiles([...(event.currentTarget.files ?? [])]);
          event.currentTarget.value = "";
        }}
      />
    </div>
  );
}
