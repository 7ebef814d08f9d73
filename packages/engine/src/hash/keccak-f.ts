/**
 * Keccak-f[1600] as a WebAssembly module, which has the 64-bit integers that JavaScript lacks, so it is several times
 * faster. The module is written here, instruction by instruction, from the definition of the permutation.
 */

const LANES = 25;
/** Where in the memory the 24 round constants have to be written; the state stands at 0. */
export const CONSTANTS = LANES * 8;
const ROUNDS = 24;
const END = CONSTANTS + ROUNDS * 8;

/** How far rho turns each lane, and where pi moves it. */
const TURNS = [0, 1, 62, 28, 27, 36, 44, 6, 55, 20, 3, 10, 43, 25, 39, 41, 45, 15, 21, 8, 18, 2, 61, 56, 14];
const movedTo = (lane: number) => {
  const [x, y] = [lane % 5, Math.floor(lane / 5)];
  return y + 5 * ((2 * x + 3 * y) % 5);
};

// Locals: the round's address, 25 lanes, 25 moved lanes, 5 columns, 5 mixes.
const A = 1;
const B = A + LANES;
const C = B + LANES;
const D = C + 5;

type Code = readonly number[];

const get = (local: number): Code => [0x20, local];
const set = (local: number): Code => [0x21, local];
const XOR: Code = [0x85];
const AND: Code = [0x83];
const NOT: Code = [0x42, 0x7f, 0x85];
const rotated = (turn: number): Code => [0x42, ...signed(turn), 0x89];
const load = (offset: number): Code => [0x29, 3, ...unsigned(offset)];
const store = (offset: number): Code => [0x37, 3, ...unsigned(offset)];
const number = (value: number): Code => [0x41, ...signed(value)];
const each = (count: number, code: (index: number) => Code): Code =>
  Array.from({ length: count }, (_, index) => code(index)).flat();

function unsigned(value: number): Code {
  return value < 128 ? [value] : [(value & 127) | 128, ...unsigned(value >> 7)];
}

function signed(value: number): Code {
  return value < 64 ? [value] : [(value & 127) | 128, ...signed(value >> 7)];
}

const theta: Code = [
  ...each(5, (x) => [...get(A + x), ...each(4, (y) => [...get(A + x + 5 * y + 5), ...XOR]), ...set(C + x)]),
  ...each(5, (x) => [...get(C + ((x + 4) % 5)), ...get(C + ((x + 1) % 5)), ...rotated(1), ...XOR, ...set(D + x)]),
];
const rhoAndPi = each(LANES, (lane) => [
  ...get(A + lane),
  ...get(D + (lane % 5)),
  ...XOR,
  ...rotated(TURNS[lane] as number),
  ...set(B + movedTo(lane)),
]);
const chi = each(LANES, (lane) => {
  const row = lane - (lane % 5);
  const next = B + row + ((lane + 1) % 5);
  const afterNext = B + row + ((lane + 2) % 5);
  return [...get(B + lane), ...get(next), ...NOT, ...get(afterNext), ...AND, ...XOR, ...set(A + lane)];
});
const iota: Code = [...get(A), ...get(0), ...load(0), ...XOR, ...set(A)];
const again: Code = [...get(0), ...number(8), 0x6a, 0x22, 0, ...number(END), 0x49, 0x0d, 0];

const body: Code = [
  ...[1, ...unsigned(2 * LANES + 10), 0x7e],
  ...each(LANES, (lane) => [...number(0), ...load(8 * lane), ...set(A + lane)]),
  ...[0x03, 0x40, ...theta, ...rhoAndPi, ...chi, ...iota, ...again, 0x0b],
  ...each(LANES, (lane) => [...number(0), ...get(A + lane), ...store(8 * lane)]),
  0x0b,
];

const section = (id: number, code: Code): Code => [id, ...unsigned(code.length), ...code];
const text = (name: string): Code => [name.length, ...Array.from(name, (letter) => letter.charCodeAt(0))];

/** A function "f" that takes the address of the constants, and a memory "m" with the state at 0. */
export const KECCAK_F = Uint8Array.from([
  ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
  ...section(1, [1, 0x60, 1, 0x7f, 0]),
  ...section(3, [1, 0]),
  ...section(5, [1, 0, 1]),
  ...section(7, [2, ...text("f"), 0, 0, ...text("m"), 2, 0]),
  ...section(10, [1, ...unsigned(body.length), ...body]),
]);
