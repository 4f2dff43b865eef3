package tertial;

/** A change under one definition, told where the change itself cannot be. */
public record LikeForLike(
        Period fromPeriod, Period toPeriod, double from, double to, double change, String definition) { }
