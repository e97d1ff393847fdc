import { useState } from 'react';
import type { AuditVerification } from '#shared/domain/audit.ts';
import { request, sentenceOf } from '../../api/client.ts';

export interface Verification {
  readonly busy: boolean;
  readonly result: AuditVerification | null;
  readonly failure: string | null;
  verify(): Promise<void>;
}

/** Has main read the whole log, and keeps what it found. */
export function useVerification(): Verification {
  const [busy, setBusy] = useState(false);
  const [result, setResult] = useState<AuditVerification | null>(null);
  const [failure, setFailure] = useState<string | null>(null);

  return {
    busy,
    result,
    failure,
    async verify() {
      setBusy(true);
      setResult(null);
      setFailure(null);
      try {
        setResult(await request('audit.verify', {}));
      } catch (error) {
        setFailure(sentenceOf(error));
      } finally {
        setBusy(false);
      }
    },
  };
}
