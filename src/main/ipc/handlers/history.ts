import type { Handlers } from '#shared/ipc/routes.ts';
import type { EventSink } from '../../events.ts';
import type { RunHistory } from '../../history/run-history.ts';
import type { Registry } from '../../registry/registry.ts';
import type { RunRecords } from '../../usage/run-records.ts';

interface HistoryDependencies {
  readonly history: RunHistory;
  readonly records: RunRecords;
  readonly registry: Registry;
  readonly events: EventSink;
}

export function historyHandlers({
  history,
  records,
  registry,
  events,
}: HistoryDependencies): Pick<
  Handlers,
  'history.list' | 'history.open' | 'history.delete' | 'history.deleteAll' | 'history.setKept'
> {
  return {
    'history.list': (page, { actor }) => ({
      ...history.list(actor.id, page),
      notice: records.notice,
    }),
    'history.open': ({ id }, { actor }) => history.open(actor.id, id),
    'history.delete': ({ id }, { actor }) => {
      history.delete(actor.id, id);
      events.broadcast('history.changed', null);
      return null;
    },
    'history.deleteAll': (_input, { actor }) => {
      history.deleteAll(actor.id);
      events.broadcast('history.changed', null);
      return null;
    },
    'history.setKept': ({ kept }) => {
      const settings = registry.updateSettings({ keepHistory: kept });
      events.broadcast('settings.changed', settings);
      return settings;
    },
  };
}
