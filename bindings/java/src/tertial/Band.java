package tertial;

/** The scores {@code from} to {@code to} of a risk matrix, both included; the label may be empty. */
public record Band(String level, String label, int from, int to) { }
