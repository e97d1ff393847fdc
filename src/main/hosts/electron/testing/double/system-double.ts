import type * as Electron from 'electron';
import { Announcing, type Preventable } from './announcing.ts';

class ShellDouble implements Pick<Electron.Shell, 'openExternal' | 'openPath'> {
  readonly opened: string[] = [];
  /** What the system says when it cannot open a folder. */
  failure = '';

  async openExternal(url: string): Promise<void> {
    this.opened.push(url);
  }

  async openPath(path: string): Promise<string> {
    this.opened.push(path);
    return this.failure;
  }

  reset(): void {
    this.opened.length = 0;
    this.failure = '';
  }
}

interface ShownMessage {
  readonly options: Electron.MessageBoxOptions;
  /** The person presses the button. */
  press(label: string): void;
}

class DialogDouble
  implements Pick<Electron.Dialog, 'showErrorBox' | 'showMessageBox' | 'showMessageBoxSync'>
{
  readonly errors: string[] = [];
  readonly messages: ShownMessage[] = [];
  /** The buttons that will be pressed on questions that wait for their answer, next first. */
  readonly answers: string[] = [];
  /** What such questions said. */
  readonly asked: string[] = [];

  showErrorBox(title: string, content: string): void {
    this.errors.push(`${title}: ${content}`);
  }

  /** Shows until a button is pressed, or until its signal takes it away, which counts as its way out. */
  showMessageBox(
    ...given:
      | [window: object, options: Electron.MessageBoxOptions]
      | [options: Electron.MessageBoxOptions]
  ): Promise<Electron.MessageBoxReturnValue> {
    const options = given.length === 1 ? given[0] : given[1];
    return new Promise((resolve) => {
      const answer = (response: number) => resolve({ response, checkboxChecked: false });
      options.signal?.addEventListener('abort', () => answer(options.cancelId ?? 0));
      this.messages.push({
        options,
        press(label) {
          const index = options.buttons?.indexOf(label) ?? -1;
          if (index === -1) throw new Error(`There is no button "${label}".`);
          answer(index);
        },
      });
    });
  }

  showMessageBoxSync(
    ...given:
      | [window: object, options: Electron.MessageBoxSyncOptions]
      | [options: Electron.MessageBoxSyncOptions]
  ): number {
    const options = given.length === 1 ? given[0] : given[1];
    this.asked.push(options.message);
    const index = options.buttons?.indexOf(this.answers.shift() ?? '') ?? -1;
    if (index === -1) throw new Error(`Nothing answers "${options.message}".`);
    return index;
  }

  reset(): void {
    this.errors.length = 0;
    this.messages.length = 0;
    this.answers.length = 0;
    this.asked.length = 0;
  }
}

interface ThemeEvents {
  updated: [];
}

class NativeThemeDouble
  extends Announcing<ThemeEvents, Electron.NativeTheme>
  implements Pick<Electron.NativeTheme, 'shouldUseDarkColors' | 'themeSource'>
{
  /** What the operating system prefers. */
  systemIsDark = false;
  #source: Electron.NativeTheme['themeSource'] = 'system';

  get shouldUseDarkColors(): boolean {
    return this.#source === 'system' ? this.systemIsDark : this.#source === 'dark';
  }

  get themeSource(): Electron.NativeTheme['themeSource'] {
    return this.#source;
  }

  set themeSource(source: Electron.NativeTheme['themeSource']) {
    this.#source = source;
    this.emit('updated');
  }

  reset(): void {
    this.removeAllListeners();
    this.systemIsDark = false;
    this.#source = 'system';
  }
}

/** A screen of the usual size, but for what is given. */
export function exampleDisplay(workArea: Partial<Electron.Rectangle> = {}): Electron.Display {
  const area = { x: 0, y: 0, width: 1920, height: 1040, ...workArea };
  const size = { width: area.width, height: area.height };
  return {
    id: 1,
    label: '',
    bounds: area,
    workArea: area,
    size,
    workAreaSize: size,
    maximumCursorSize: { width: 64, height: 64 },
    nativeOrigin: { x: area.x, y: area.y },
    scaleFactor: 1,
    rotation: 0,
    displayFrequency: 60,
    colorDepth: 24,
    colorSpace: '',
    depthPerComponent: 8,
    detected: true,
    internal: false,
    monochrome: false,
    accelerometerSupport: 'unknown',
    touchSupport: 'unknown',
  };
}

class ScreenDouble implements Pick<Electron.Screen, 'getAllDisplays' | 'getPrimaryDisplay'> {
  /** The first is the primary one. */
  displays: Electron.Display[] = [exampleDisplay()];

  getAllDisplays(): Electron.Display[] {
    return this.displays;
  }

  getPrimaryDisplay(): Electron.Display {
    return this.displays[0] ?? exampleDisplay();
  }
}

interface PowerEvents {
  shutdown: [event?: Preventable];
}

class PowerMonitorDouble extends Announcing<PowerEvents, Electron.PowerMonitor> {}

export const shell = new ShellDouble();
export const dialog = new DialogDouble();
export const nativeTheme = new NativeThemeDouble();
export const screen = new ScreenDouble();
export const powerMonitor = new PowerMonitorDouble();
