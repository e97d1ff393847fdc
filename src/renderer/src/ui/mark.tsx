/** Keywell's sign: a keyhole. */
export function Mark({ size }: { readonly size: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" aria-hidden="true">
      <rect width="24" height="24" rx="6" fill="#0f766e" />
      <path
        fill="#fff"
        d="M12 5.5a3.6 3.6 0 0 0-1.7 6.8L9.2 18.5h5.6l-1.1-6.2A3.6 3.6 0 0 0 12 5.5Z"
      />
    </svg>
  );
}
