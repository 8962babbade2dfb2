// What is wrong with a field, beside it.

export function Complaint({ field, message }: { field: string; message: string | undefined }) {
  if (message === undefined) return null;
  return (
    <p class="bad" id={`${field}-wrong`} role="alert">
      {message}
    </p>
  );
}
