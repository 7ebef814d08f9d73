/**
 * Text that may be shown on a terminal as it is: of the characters that control one it has only the end of a line and the
 * tab.
 */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused
export const PRINTABLE = /^[^\u0000-\u0008\u000b-\u001f\u007f-\u009f]+$/;
