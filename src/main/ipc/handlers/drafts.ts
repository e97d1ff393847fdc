import type { Handlers } from '#shared/ipc/routes.ts';
import type { KeptDrafts } from '../../generation/kept-drafts.ts';

export function draftHandlers(drafts: KeptDrafts): Pick<Handlers, 'drafts.keep' | 'drafts.last'> {
  return {
    'drafts.keep'({ draft }, { actor }) {
      drafts.keep(actor.id, draft);
      return null;
    },
    'drafts.last': (_input, { actor }) => drafts.last(actor.id),
  };
}
