/**
 * Follow-up of action plans in public administration, over the C interface of tertial.
 *
 * <p>{@link tertial.Plan#read} a plan, {@link tertial.Plan#followUp} it, and ask the {@link tertial.FollowUp}.
 *
 * <p>What is missing is {@code null}, never 0 or NaN: numbers that may be missing are {@code Integer} and {@code Double}.
 * Words that a newer library has, and this package does not know, are null too.
 *
 * <p>Plans, follow-ups and matrices may be used by many threads. They hold memory of the library until they are closed or
 * forgotten; a closed one throws {@link IllegalStateException}.
 */
package tertial;
