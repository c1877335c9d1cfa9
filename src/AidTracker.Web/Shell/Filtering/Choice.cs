namespace AidTracker.Web.Shell.Filtering;

/// <summary>One thing that narrows a view, and the view without it.</summary>
/// <param name="Parameter">The parameter's name in the address.</param>
/// <param name="Value">Its value in the address.</param>
/// <param name="Label">What it says to people: <c>Donor: Canada</c>.</param>
public sealed record Choice(string Parameter, string Value, string Label, LedgerFilter Without)
{
    /// <summary>What narrows the filter, in the order of the address.</summary>
    public static IReadOnlyList<Choice> Of(LedgerFilter filter, ReferenceLists lists)
    {
        var choices = filter.Lists
            .SelectMany(list => list.Values.Select(value =>
                new Choice(list.Name, value, $"{Heading(list.Name)}: {Name(list.Name, value, lists)}{(list.Name == "group" ? MembersOn(filter) : "")}", Reduced(filter, list.Name, value))))
            .ToList();
        foreach (var (name, value, label, without) in new[]
        {
            ("covers", filter.OwnOnly ? "own" : null, "Own category and channel only", filter with { OwnOnly = false, Page = 1 }),
            ("shares", filter.Shares, filter.Shares == LedgerFilter.JointShares ? "Several donors, shares not stated" : "One donor", filter with { Shares = null, Page = 1 }),
            ("recipientShares", filter.RecipientShares, filter.RecipientShares == LedgerFilter.JointShares ? "Several recipients, shares not stated" : "One recipient", filter with { RecipientShares = null, Page = 1 }),
            // The explorer's form says it itself.
            ("counting", filter.CountsPart && filter.Pivot is null ? filter.Counting : null, $"Counting {Terms.Counting(filter.Counting)}", filter with { Counting = null, Page = 1 }),
        })
        {
            if (value is not null)
            {
                choices.Add(new Choice(name, value, label, without));
            }
        }

        if (filter.From is { } from)
        {
            choices.Add(new Choice("from", Words.IsoDate(from), $"From {Words.Date(from)}", filter with { From = null, Page = 1 }));
        }

        if (filter.To is { } to)
        {
            choices.Add(new Choice("to", Words.IsoDate(to), $"To {Words.Date(to)}", filter with { To = null, Page = 1 }));
        }

        if (filter.RecordedFrom is { } recordedFrom)
        {
            choices.Add(new Choice("recordedFrom", Words.IsoDate(recordedFrom), $"Recorded from {Words.Date(recordedFrom)}", filter with { RecordedFrom = null, Page = 1 }));
        }

        if (filter.RecordedTo is { } recordedTo)
        {
            choices.Add(new Choice("recordedTo", Words.IsoDate(recordedTo), $"Recorded to {Words.Date(recordedTo)}", filter with { RecordedTo = null, Page = 1 }));
        }

        if (filter.OnlyCorrections)
        {
            choices.Add(new Choice("versions", "corrections", "Corrections and withdrawals", filter with { OnlyCorrections = false, Page = 1 }));
        }

        if (filter.Min is { } min)
        {
            choices.Add(new Choice("min", Words.Exact(min), $"At least {Words.Exact(min, filter.Currency!)}", filter with { Min = null, Page = 1 }));
        }

        if (filter.Max is { } max)
        {
            choices.Add(new Choice("max", Words.Exact(max), $"At most {Words.Exact(max, filter.Currency!)}", filter with { Max = null, Page = 1 }));
        }

        return choices;
    }

    /// <summary>A code of a list parameter in words.</summary>
    public static string Name(string parameter, string value, ReferenceLists lists) => parameter switch
    {
        "donor" or "recipient" => lists.PartyName(value),
        "group" => $"{value} members",
        "category" => lists.CategoryName(value),
        "instrument" => lists.InstrumentName(value),
        "initiative" => value == LedgerFilter.NoInitiative ? "through none" : lists.InitiativeName(value),
        "status" => Terms.Status(value),
        "line" => Terms.Role(value),
        "stage" => Terms.Stage(value),
        "grade" => Terms.Grade(value),
        "period" => Terms.Period(value),
        "kind" or "without" => Words.Kind(Enum.Parse<Domain.Ledger.AnnouncementKind>(value)),
        _ => value,
    };

    private static string Heading(string parameter) => parameter switch
    {
        "grade" => "Best source",
        "period" => "First announced",
        "without" => "Shows no",
        _ => Words.Capital(parameter),
    };

    /// <summary>Who is a member changes: the day that is looked at decides.</summary>
    private static string MembersOn(LedgerFilter filter) => filter.AsOf.AnnouncedBy is { } by ? $" on {Words.Date(by)}" : " today";

    private static LedgerFilter Reduced(LedgerFilter filter, string parameter, string value) =>
        filter.With(parameter, [.. filter.Lists.Single(list => list.Name == parameter).Values.Where(each => each != value)]);
}
