/** A page of one sentence, for whoever is not let in. Takes our own sentences only: nothing is escaped. */
export function plainPage(sentence: string): string {
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Keywell</title></head>
<body><h1>Keywell</h1><p>${sentence}</p></body>
</html>
`;
}
