import { app } from 'electron';
import type { AppCommand } from '#shared/domain/app-command.ts';
import { askedByStart, linkScheme, readLink } from './links.ts';
import type { MainWindow } from './main-window.ts';

/**
 * The ways in from the desktop: the first start, a second one, a link, the icon in the Dock. Made before the app is
 * ready, since macOS hands over the link that started it before that.
 */
export class Entrances {
  #window: MainWindow | null = null;
  #asked: AppCommand | null;

  /** @param args those of this process */
  constructor(args: readonly string[]) {
    this.#asked = askedByStart(args);
    app.on('open-url', (event, url) => {
      event.preventDefault();
      this.enter(readLink(url));
    });
    // A second start may bring a link: its arguments come along.
    app.on('second-instance', (_event, theirs) => this.enter(askedByStart(theirs)));
    app.on('activate', (_event, hasVisibleWindows) => {
      if (!hasVisibleWindows) this.enter(null);
    });
    // Unpackaged it would register Electron itself, for every app that is developed here.
    if (app.isPackaged) app.setAsDefaultProtocolClient(linkScheme);
  }

  /** Opens the window with what was asked for until now, and leads there from now on. */
  leadTo(window: MainWindow): void {
    this.#window = window;
    this.enter(this.#asked);
  }

  /** Shows the window, and in it what was chosen, if anything was. */
  enter(command: AppCommand | null): void {
    if (this.#window === null) this.#asked = command ?? this.#asked;
    else if (command === null) this.#window.show();
    else this.#window.tell(command);
  }
}
