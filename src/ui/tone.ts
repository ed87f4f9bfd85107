/** The five meanings a colour may have on screen; each comes with a word and a shape beside it, never alone. */
export type Tone = 'good' | 'busy' | 'wait' | 'bad' | 'off';
