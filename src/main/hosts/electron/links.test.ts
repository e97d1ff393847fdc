import { describe, expect, it } from 'vitest';
import { pageNames } from '#shared/domain/rules/page-names.ts';
import { askedByStart, readLink } from './links.ts';

const id = '0b9f4c56-52a1-4a42-8e43-5a4f0d5f6a11';

describe('a link', () => {
  it.each(pageNames)('keywell://%s opens that page', (page) => {
    const command = { kind: 'open-page', page };
    expect(readLink(`keywell://${page}`)).toEqual(command);
    // As some systems hand it over.
    expect(readLink(`keywell://${page}/`)).toEqual(command);
    expect(readLink(`KEYWELL://${page}`)).toEqual(command);
  });

  it('opens the details of a configuration', () => {
    expect(readLink(`keywell://configurations/${id}`)).toEqual({ kind: 'open-configuration', id });
  });

  it.each([
    '',
    'keywell:',
    'keywell://',
    'keywell:generate',
    'keywell:///generate',
    'keywell://unknown',
    'keywell://generate/run',
    `keywell://generate/${id}`,
    'keywell://generate?prompt=hello',
    'keywell://generate#run',
    'keywell://generate:80',
    'keywell://someone@generate',
    'keywell://generate/../settings',
    'keywell://%67enerate',
    'keywell://configurations/1',
    'keywell://configurations/../../etc/passwd',
    `keywell://configurations/${id}/delete`,
    `keywell://configurations/${id}?setDefault=1`,
    'keywell://configurations/new',
    'keywell://keys.set',
    'keywell://generate\n--data-dir=/tmp/other',
    'keywell://generate --new-generation',
    ' keywell://generate',
    'https://keywell/generate',
    'app://keywell/#/generate',
    'file:///etc/passwd',
    'javascript:alert(1)',
    '--data-dir=/tmp/other',
    `keywell://configurations/${'0'.repeat(100_000)}`,
  ])('%j is nothing', (link) => {
    expect(readLink(link)).toBeNull();
  });
});

describe('a start', () => {
  it('asks for what its link says, wherever Chromium has put it', () => {
    const args = [
      '/opt/keywell',
      '--allow-file-access',
      'keywell://team',
      '--original-process-start-time=1',
    ];
    expect(askedByStart(args)).toEqual({ kind: 'open-page', page: 'team' });
  });

  it('asks for a new generation with a flag', () => {
    expect(askedByStart(['/opt/keywell', '--new-generation'])).toEqual({ kind: 'new-generation' });
  });

  it('asks for nothing otherwise', () => {
    expect(
      askedByStart(['/opt/keywell', '--data-dir', '/d', 'keywell://x', 'generate']),
    ).toBeNull();
  });
});
