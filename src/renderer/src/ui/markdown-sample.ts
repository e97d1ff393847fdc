/** One of everything, for tests: each prefix of it is a state that a stream passes through. */
export const sample = `# Title

A paragraph with **bold**, *emphasis*, \`code\`, [a link](https://example.org) and [a reference][ref].
It goes on &amp; on.

Setext
------

- one
- two
  - nested
    \`\`\`sh
    echo hi
    \`\`\`

  still two

- [x] done
- [ ] open

1. first
2. second

> quoted
lazy

\`\`\`python
def f():

    return 1
\`\`\`

| a | b |
|---|--:|
| 1 | 2 |
| 3 | 4 |

    indented code

<div>
raw
</div>

***

[ref]: https://example.org/ref "Title"

Last words[^1] at https://example.com.
`;
