using System.Text.Json;
using AidTracker.Domain.Texts;

namespace AidTracker.ReadingScore;

/// <summary>A line of the file: a text, and what a careful editor reads from it.</summary>
internal sealed record ExpectedReading(
    string Id, string Publisher, DateOnly Date, List<string> Donors, List<string> Recipients, string Kind, decimal? HeadlineAmount, List<decimal>? HeadlineRange,
    string? Currency, List<ExpectedMoney> Equivalents, List<ExpectedItem> Items, List<ExpectedMoney> CumulativeTotals, string Title, string Text)
{
    public static JsonSerializerOptions Form { get; } = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public AnnouncementText Announcement => new(Text, Title, Publisher, Date);
}

internal sealed record ExpectedMoney(decimal Amount, string Currency);

/// <param name="Currency">Null where it is the headline's.</param>
internal sealed record ExpectedItem(string? Category, string Description, decimal? Amount, string? Currency, decimal? Quantity, string? Unit);
