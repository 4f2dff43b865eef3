/** Prints the structs, functions and constants of the binding as JSON, to be compared with tertial.h. */
import koffi from "koffi";
import { constants, functions, structs } from "../src/native.js";

const names = new Map(Object.entries(structs).map(([name, type]) => [type, name]));
const WORDS = { Void: "void", Int8: "char", UInt8: "uint8", Int32: "int32", UInt32: "uint32", Int64: "int64",
  UInt64: "uint64", Float64: "double", Pointer: "pointer", String: "pointer" };

function kind(spec) {
  const type = koffi.type(spec);
  if (type.primitive === "Record") return names.get(type);
  if (type.primitive === "Array") return `${kind(type.ref)}[${type.length}]`;
  return WORDS[type.primitive];
}

const library = koffi.load(process.env.TERTIAL_LIBRARY);
console.log(JSON.stringify({
  structs: Object.fromEntries(Object.entries(structs).map(([name, type]) => [name, {
    size: koffi.sizeof(type),
    fields: Object.keys(type.members).map((field) => [field, koffi.offsetof(type, field), kind(type.members[field].type)]),
  }])),
  functions: Object.fromEntries(Object.entries(functions).map(([name, [result, parameters]]) => {
    const { info } = library.func(name, result, parameters);
    return [name, [kind(info.result), ...info.arguments.map(({ type }) => kind(type))]];
  })),
  constants,
}));
