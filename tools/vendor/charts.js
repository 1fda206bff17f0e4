// Vega-Lite, the parts of Vega that bars and lines take, and the interpreter that lets both run under a
// Content-Security-Policy without 'unsafe-eval'.
export { parse, View, Warn } from 'vega';
export { compile } from 'vega-lite';
export { expressionInterpreter } from 'vega-interpreter';
