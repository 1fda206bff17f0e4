// Stands in for the package vega: the same exports, without the transforms that draw maps, trees, forces and word clouds.
import { extend } from 'vega-util';
import { transforms } from 'vega-dataflow';
import * as basic from 'vega-transforms';
import * as view from 'vega-view-transforms';
import * as encode from 'vega-encode';
extend(transforms, basic, view, encode);

export * from 'vega-util';
export { Dataflow, changeset, transforms } from 'vega-dataflow';
export { View } from 'vega-view';
export { parse } from 'vega-parser';
export { parseExpression } from 'vega-expression';
export { parseSelector } from 'vega-event-selector';
export { expressionFunction } from 'vega-functions';
