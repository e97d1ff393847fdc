interface Socket {
  destroy(): unknown;
  once(event: 'close', listener: () => void): unknown;
}

interface Room {
  waiting: number;
  readonly sockets: Set<Socket>;
}

/**
 * Requests that wait for a connection, and the sockets on their way to become one, by origin. A socket belongs to no
 * request in particular; but when the last request has given up waiting, nobody wants it any more.
 */
export class WaitingRooms {
  readonly #rooms = new Map<string, Room>();

  /** A request begins to wait. Call what is returned when it is connected, or gives up; once is enough. */
  enter(origin: string): () => void {
    const room = this.#room(origin);
    room.waiting += 1;
    let here = true;
    return () => {
      if (!here) return;
      here = false;
      room.waiting -= 1;
      if (room.waiting > 0) return;
      this.#rooms.delete(origin);
      for (const socket of room.sockets) socket.destroy();
    };
  }

  /** A socket sets out. Call what is returned when it has become a connection. */
  add(origin: string, socket: Socket): () => void {
    const { sockets } = this.#room(origin);
    sockets.add(socket);
    const leave = () => void sockets.delete(socket);
    socket.once('close', leave);
    return leave;
  }

  #room(origin: string): Room {
    const known = this.#rooms.get(origin);
    if (known !== undefined) return known;
    const room = { waiting: 0, sockets: new Set<Socket>() };
    this.#rooms.set(origin, room);
    return room;
  }
}
