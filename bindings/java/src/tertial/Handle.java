package tertial;

import com.sun.jna.Pointer;
import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import java.util.function.Function;

/** A pointer of the library: read by many threads, changed and freed by one; freed with the object if it is forgotten. */
final class Handle {
    private static final Cleaner CLEANER = Cleaner.create();
    private static final AtomicInteger LIVE = new AtomicInteger();

    private static final class Owned implements Runnable {
        private Pointer pointer;
        private final Consumer<Pointer> free;

        Owned(Pointer pointer, Consumer<Pointer> free) {
            this.pointer = pointer;
            this.free = free;
        }

        @Override
        public void run() {
            free.accept(pointer);
            pointer = null;
            LIVE.decrementAndGet();
        }
    }

    private final String what;
    private final Owned owned;
    private final Cleaner.Cleanable cleanable;
    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();

    Handle(String what, Pointer pointer, Consumer<Pointer> free) {
        this.what = what;
        owned = new Owned(pointer, free);
        LIVE.incrementAndGet();
        cleanable = CLEANER.register(this, owned);
    }

    /** How many the library holds. */
    static int live() {
        return LIVE.get();
    }

    /** Uses it where the call takes it as const. */
    <T> T read(Function<Pointer, T> use) {
        return with(lock.readLock(), use);
    }

    /** Uses it where the call may change it. */
    void write(Consumer<Pointer> use) {
        with(lock.writeLock(), pointer -> {
            use.accept(pointer);
            return null;
        });
    }

    private <T> T with(Lock held, Function<Pointer, T> use) {
        held.lock();
        try {
            if (owned.pointer == null) {
                throw new IllegalStateException("this " + what + " is closed");
            }
            return use.apply(owned.pointer);
        } finally {
            held.unlock();
            Reference.reachabilityFence(this);
        }
    }

    /** Frees it once no thread uses it. Closing twice is fine. */
    void close() {
        lock.writeLock().lock();
        try {
            cleanable.clean();
        } finally {
            lock.writeLock().unlock();
        }
    }
}
