import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { loadProfiles } from '../profiles/load.js';
import { readBodyFile, sortKeyOf } from './body-file.js';

const example = readFileSync(new URL('../../../docs/body.example.yaml', import.meta.url), 'utf8');
const profiles = loadProfiles();
const NOW = '2026-11-26T01:00:00.000Z';
const read = (text: string) => readBodyFile(text, profiles, NOW);
const faults = (text: string) => {
  const found = read(text);
  return 'faults' in found ? found.faults.map(({ line, path, message }) => `${line} ${path}: ${message}`) : [];
};
const lineOf = (text: string) => example.split('\n').findIndex((line) => line.includes(text)) + 1;

test('the example is a body, in YAML and in JSON', () => {
  const found = read(example);
  expect(found).toMatchObject({ body: { id: 'ubnd-xa-dong-khe', offsetMinutes: 420, head: 'p-thuc' } });
  expect(read(JSON.stringify(parse(example)))).toEqual(found);
});

test('all that is wrong is told at once, each with its line and path', () => {
  const broken = example
    .replace('timeZone: Asia/Ho_Chi_Minh', 'timeZone: 7')
    .replace('name: Ủy ban nhân dân xã Đông Khê', "name: ' '")
    .replace('roles: [admin]', 'roles: [boss]')
    .replace('    seat: 2', '    chair: true');
  expect(faults(broken)).toEqual([
    `${lineOf('name: Ủy ban')} name: must not be blank`,
    expect.stringContaining(`${lineOf('timeZone')} timeZone: `),
    expect.stringContaining(`${lineOf('roles: [admin]')} people.0.roles.0: `),
    expect.stringMatching(/^\d+ people\.2\.chair: no such field$/),
  ]);
});

test('a file that is no YAML is told with its line', () => {
  expect(faults('id: a\nname: "b\n')).toEqual([expect.stringMatching(/^[23] : /)]);
  expect(faults('')).toEqual([expect.stringContaining(': ')]);
});

describe('what its parts demand of each other', () => {
  test.each([
    [
      'a profile that is no longer in force',
      'vn.ubnd.commune@2025',
      'vn.ubnd.province@2015',
      'ruleProfile: not in force',
    ],
    ['a time zone that there is not', 'Asia/Ho_Chi_Minh', 'Asia/Hanoi', 'timeZone: no such time zone'],
    ['a time zone with a summer', 'Asia/Ho_Chi_Minh', 'Europe/Paris', 'timeZone: a zone whose clocks change'],
    ['a head without a seat', 'head: p-thuc', 'head: p-loan', 'head: p-loan is nobody with a seat'],
    ['one id twice', 'id: p-mai', 'id: p-dien', 'people.3.id: the id p-dien is given twice'],
    [
      'one sign-in name twice, in other letters',
      'signIn: mai.nt',
      'signIn: "Dien.VV "',
      'sign-in name dien.vv is given twice',
    ],
    ['one seat twice', 'seat: 3', 'seat: 2', 'people.3.seat: the seat 2 is given twice'],
    ['nobody to administer', 'roles: [admin]', 'roles: []', 'people: nobody has the role admin'],
    ['nobody to prepare meetings', '[secretary, clerk]', '[clerk]', 'people: nobody has the role secretary'],
    ['a substitute of nobody', 'seat: 3', 'standsFor: p-loan', 'people.3.standsFor: p-loan is nobody with a seat'],
  ])('%s', (_, good, bad, told) => {
    expect(example).toContain(good);
    expect(faults(example.replace(good, bad))).toEqual([expect.stringContaining(told)]);
  });
});

test('Vietnamese lists sort by the given name, which stands last', () => {
  expect(sortKeyOf('Nguyễn Thị  Mai')).toBe('Mai Nguyễn Thị');
});
