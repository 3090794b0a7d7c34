/** The paths under which a gateway serves the script. */
const scriptPaths = /\/(?:dapi\/v2\/sdk|connect\/v3\/connector)\.js$/;

/** The gateway that served a script: the address up to where the script's own path begins, else its origin. */
export function gatewayOf(scriptURL: string): string {
  const { origin, pathname } = new URL(scriptURL);
  return origin + (scriptPaths.test(pathname) ? pathname.replace(scriptPaths, '') : '');
}
