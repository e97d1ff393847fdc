/** The WHATWG URL, which Node, Electron and browsers all have; this layer includes the types of none of them. */
declare global {
  class URL {
    static canParse(url: string, base?: string): boolean;
    constructor(url: string, base?: string);
    readonly protocol: string;
    readonly hostname: string;
    readonly host: string;
    readonly username: string;
    readonly password: string;
    readonly pathname: string;
  }
}

export {};
