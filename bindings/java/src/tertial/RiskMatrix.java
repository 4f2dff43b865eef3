package tertial;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import java.util.List;

/** Two scales, a rule that scores each cell, and bands of scores. Immutable. */
public final class RiskMatrix implements AutoCloseable {
    private final Handle handle;

    RiskMatrix(Pointer pointer) {
        handle = new Handle("matrix", pointer, Lib.c()::tertial_matrix_free);
    }

    /** A matrix whose scores are products; a score that no band covers is unclassified. The labels are from the mildest. */
    public RiskMatrix(List<String> likelihood, List<String> severity, List<Band> bands) {
        this(likelihood, severity, ScoreRule.PRODUCT, Uncovered.REPORT, bands);
    }

    public RiskMatrix(List<String> likelihood, List<String> severity, ScoreRule rule, Uncovered uncovered, List<Band> bands) {
        this(made(likelihood, severity, rule, null, uncovered, bands));
    }

    /** @param scores a row for each likelihood, with a score for each severity */
    public RiskMatrix(List<String> likelihood, List<String> severity, int[][] scores, Uncovered uncovered, List<Band> bands) {
        this(made(likelihood, severity, ScoreRule.TABLE, scores, uncovered, bands));
    }

    private static Pointer made(List<String> likelihood, List<String> severity, ScoreRule rule, int[][] scores,
            Uncovered uncovered, List<Band> bands) {
        CApi.Text[] rows = Lib.texts(likelihood);
        CApi.Text[] columns = Lib.texts(severity);
        Memory table = scores == null ? null : table(scores, likelihood.size(), severity.size());
        CApi.Band[] legend = bands.isEmpty() ? null : (CApi.Band[]) new CApi.Band().toArray(bands.size());
        for (int i = 0; i < bands.size(); ++i) {
            Band band = bands.get(i);
            legend[i].level.give(band.level());
            legend[i].label.give(band.label());
            legend[i].from = band.from();
            legend[i].to = band.to();
            legend[i].write();
        }
        CApi.MatrixOptions options = new CApi.MatrixOptions();
        options.likelihood = likelihood.size();
        options.severity = severity.size();
        options.score = rule.ordinal();
        options.uncovered = uncovered.ordinal();
        options.likelihood_labels = Lib.address(rows);
        options.severity_labels = Lib.address(columns);
        options.table = table;
        options.bands = Lib.address(legend);
        options.band_count = Lib.size(bands.size());
        try {
            return Lib.getPointer((out, error) -> Lib.c().tertial_matrix_new(options, out, error));
        } finally {
            Lib.keep(rows, columns, table, legend);
        }
    }

    private static Memory table(int[][] scores, int rows, int columns) {
        if (scores.length != rows) {
            throw new IllegalArgumentException("there must be a row of scores for each likelihood");
        }
        Memory table = Lib.room((long) rows * columns, Integer.BYTES);
        for (int i = 0; i < rows; ++i) {
            if (scores[i].length != columns) {
                throw new IllegalArgumentException("there must be a score for each severity");
            }
            table.write((long) i * columns * Integer.BYTES, scores[i], 0, columns);
        }
        return table;
    }

    private static CApi.MatrixInfo info(Pointer pointer) {
        return Lib.get(new CApi.MatrixInfo(), (out, error) -> Lib.c().tertial_matrix_get(pointer, out, error));
    }

    /** From the mildest: band n of {@link #classify} is at n - 1. */
    public List<Band> bands() {
        return handle.read(pointer -> Lib.list(Lib.size(info(pointer).band_count), i -> {
            CApi.Band band = Lib.get(new CApi.Band(), (out, error) -> Lib.c().tertial_matrix_band(pointer, i + 1, out, error));
            return new Band(band.level.text(), band.label.text(), band.from, band.to);
        }));
    }

    /** The labels of the likelihood scale. */
    public List<String> likelihood() {
        return handle.read(pointer -> labels(pointer, 0, info(pointer).likelihood));
    }

    /** The labels of the severity scale. */
    public List<String> severity() {
        return handle.read(pointer -> labels(pointer, 1, info(pointer).severity));
    }

    private static List<String> labels(Pointer pointer, int scale, int steps) {
        return Lib.list(Lib.size(steps), i -> Lib.get(new CApi.Text(), (out, error) ->
                Lib.c().tertial_matrix_label(pointer, scale, i + 1, out, error)).text());
    }

    /** The score of a cell, its steps counted from 1. */
    public int score(int likelihood, int severity) {
        return handle.read(pointer -> Lib.getInt((out, error) ->
                Lib.c().tertial_matrix_score(pointer, likelihood, severity, out, error)));
    }

    /** The number of the band of each cell, 0 for none. Steps count from 1; 0 is not stated. */
    public byte[] classify(byte[] likelihood, byte[] severity) {
        if (severity.length != likelihood.length) {
            throw new IllegalArgumentException("likelihood and severity must be of one length");
        }
        byte[] numbers = new byte[likelihood.length];
        handle.read(pointer -> {
            Lib.call(error -> Lib.c().tertial_matrix_classify(pointer, likelihood, severity, Lib.size(likelihood), numbers,
                    null, error));
            return null;
        });
        return numbers;
    }

    /** The same over what remains of direct buffers, which are used where they lie; their positions stay. */
    public void classify(ByteBuffer likelihood, ByteBuffer severity, ByteBuffer out) {
        int count = likelihood.remaining();
        if (severity.remaining() != count || out.remaining() != count) {
            throw new IllegalArgumentException("the buffers must be of one length");
        }
        if (!likelihood.isDirect() || !severity.isDirect() || !out.isDirect() || out.isReadOnly()) {
            throw new IllegalArgumentException("the buffers must be direct, and that for the result writable");
        }
        handle.read(pointer -> {
            Lib.call(error -> Lib.c().tertial_matrix_classify(pointer, likelihood.slice(), severity.slice(), Lib.size(count),
                    out.slice(), null, error));
            return null;
        });
    }

    /** Scores that no band or two bands cover, and breaches of consistent colouring. */
    public List<Finding> findings(Language language) {
        return handle.read(pointer -> Lib.findings(Lib.getPointer((out, error) ->
                Lib.c().tertial_matrix_findings(pointer, out, error)), language));
    }

    @Override
    public void close() {
        handle.close();
    }
}
