// Toasts say that something is done, for six seconds; an error never goes here, it stays where it happened.
import { createContext, type ReactNode, useCallback, useContext, useState } from "react";
import { Icon } from "./icon.tsx";
import classes from "./toast.module.css";

const shownMs = 6_000;
const ToastContext = createContext<(text: string) => void>(() => {});

/** Gives the function that shows one sentence of success. */
export function useToast(): (text: string) => void {
  return useContext(ToastContext);
}

export function ToastProvider({ children }: { children: ReactNode }) {
  const [toasts, setToasts] = useState<{ id: number; text: string }[]>([]);
  const show = useCallback((text: string) => {
    const id = Date.now() + Math.random();
    setToasts((now) => [...now, { id, text }]);
    setTimeout(() => setToasts((now) => now.filter((toast) => toast.id !== id)), shownMs);
  }, []);
  return (
    <ToastContext.Provider value={show}>
      {children}
      <div className={classes.region} role="status" aria-live="polite">
        {toasts.map((toast) => (
          <div key={toast.id} className={classes.toast}>
            <Icon name="check" size={16} />
            {toast.text}
          </div>
        ))}
      </div>
    </ToastContext.Provider>
  );
}
