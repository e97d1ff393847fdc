import type { EffectiveDefault } from '#shared/domain/configuration.ts';
import type { Permission } from '#shared/domain/member.ts';
import { rolePermissions } from '#shared/domain/rules/permissions.ts';
import { defaultSettings, type Settings } from '#shared/domain/settings.ts';
import type { Result } from '#shared/errors.ts';
import { FakeCore } from '../../testing/fake-core.ts';
import { desktopClient } from '../ask.ts';

/** A core that also answers what the desktop asks: whose theme, tray and menu these are. */
export class DesktopCore extends FakeCore {
  settings: Settings = defaultSettings;
  configurations: readonly { readonly id: string; readonly name: string }[] = [];
  effectiveDefault: EffectiveDefault | null = null;
  permissions: readonly Permission[] = rolePermissions.owner;
  policy: 'none' | 'rejected' = 'none';
  /** Refuses everything that the desktop asks, as a registry does that cannot be read. */
  isDamaged = false;
  /** What the desktop asked for that changes something. */
  readonly changes: { readonly route: unknown; readonly input: unknown }[] = [];
  /** What such a request comes to. */
  outcome: Result<unknown> = { ok: true, data: null };

  override async request(
    clientId: string,
    route: unknown,
    input: unknown,
  ): Promise<Result<unknown>> {
    if (clientId !== desktopClient) return super.request(clientId, route, input);
    if (this.isDamaged) {
      return { ok: false, error: { code: 'registry-damaged', message: 'It cannot be read.' } };
    }
    switch (route) {
      case 'settings.get':
        return { ok: true, data: this.settings };
      case 'configurations.list': {
        const { configurations, effectiveDefault } = this;
        return { ok: true, data: { configurations, effectiveDefault } };
      }
      case 'app.info':
        return { ok: true, data: { actor: { permissions: this.permissions } } };
      case 'policy.get':
        return { ok: true, data: { state: this.policy } };
      default:
        this.changes.push({ route, input });
        return this.outcome;
    }
  }
}
