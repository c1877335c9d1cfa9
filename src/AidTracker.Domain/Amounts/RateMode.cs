namespace AidTracker.Domain.Amounts;

/// <summary>At which day's rates figures are converted (product rule 5).</summary>
public sealed record RateMode
{
    private RateMode(bool converts, DateOnly? fixedOn) => (Converts, FixedOn) = (converts, fixedOn);

    /// <summary>Money at the rate of the day on which it came in: the moving average.</summary>
    public static RateMode Day { get; } = new(converts: true, null);

    /// <summary>Nothing is converted; what is in the currency already stays as it is.</summary>
    public static RateMode Original { get; } = new(converts: false, null);

    /// <summary>False where nothing is converted.</summary>
    public bool Converts { get; }

    /// <summary>The one day whose rates hold for everything; null where each day has its own.</summary>
    public DateOnly? FixedOn { get; }

    /// <summary>Everything at one day's rate, whenever it came in.</summary>
    public static RateMode Fixed(DateOnly day) => new(converts: true, day);
}
