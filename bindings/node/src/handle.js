import { TertialError } from "./error.js";
import { lib } from "./native.js";

const forgotten = new FinalizationRegistry((handle) => release(handle));
let live = 0;

function release(handle) {
  if (handle.pointer === null) return;
  lib[handle.free](handle.pointer);
  handle.pointer = null;
  --live;
}

/** How many handles the library holds for this thread. */
export function liveHandles() {
  return live;
}

/** What holds memory of the library: freed by close(), by `using`, or with the object if it is forgotten. */
export class Closable {
  #handle;
  #what;

  /**
   * @param what  "plan"
   * @param free  "plan_free"
   */
  constructor(what, free, pointer) {
    this.#what = what;
    this.#handle = { free, pointer };
    ++live;
    forgotten.register(this, this.#handle, this.#handle);
  }

  /** Its pointer; for this package alone. */
  get _pointer() {
    if (this.#handle.pointer === null) throw new TertialError("handle", "", `this ${this.#what} is closed`);
    return this.#handle.pointer;
  }

  get closed() {
    return this.#handle.pointer === null;
  }

  /** Gives its memory back. Closing twice is fine; using it afterwards throws. */
  close() {
    forgotten.unregister(this.#handle);
    release(this.#handle);
  }
}

if (Symbol.dispose) {
  Object.defineProperty(Closable.prototype, Symbol.dispose, { value: Closable.prototype.close });
}
