using System.Globalization;
using AidTracker.Domain.Amounts;
using AidTracker.Domain.Ledger;

namespace AidTracker.Domain.Tests;

/// <summary>
/// Packages written down as an analyst would: one announcement a line,
/// <c>2025-08-24  itemised  AMM 835, ADS 680, UAS 220  Kyiv</c>. A bare sum stands on Not yet itemised; an itemisation takes
/// what it names from there; <c>delivered  AMM 40 ×20000 final</c> says how far a line has come; <c>open -100</c> and <c>overlap -5</c> name the reserved lines. <c>correct 2:</c> in front states
/// a new version, <c>withdraw 2</c> takes one back. Each line is a publication.
/// </summary>
internal static class Story
{
    private static readonly Dictionary<string, AnnouncementKind> Kinds = Enum.GetValues<AnnouncementKind>().ToDictionary(kind => kind.ToString().ToLowerInvariant());

    /// <param name="title">"CA → UA, CAD".</param>
    public static Package Of(string title, string announcements)
    {
        var parts = title.Split([' ', '→', ','], StringSplitOptions.RemoveEmptyEntries);
        var package = Package.Open("story", new Currency(parts[2]), [parts[0]], [parts[1]]);
        foreach (var line in announcements.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            Tell(package, line);
        }

        return package;
    }

    /// <summary>Publishes the lines given, all in one publication.</summary>
    public static void Tell(this Package package, params string[] lines) =>
        package.Publish(Publication.AtDesk(Guid.NewGuid(), "Test"), package.Revision, revision =>
        {
            if (package.Revision == 0)
            {
                revision.Describe(new PackageDescription("A story"));
            }

            foreach (var line in lines)
            {
                Tell(package, revision, line);
            }
        });

    private static void Tell(Package package, Revision revision, string line)
    {
        if (line.StartsWith("withdraw ", StringComparison.Ordinal))
        {
            revision.Withdraw(int.Parse(line["withdraw ".Length..], CultureInfo.InvariantCulture), "it was not so");
            return;
        }

        int? corrected = null;
        if (line.StartsWith("correct ", StringComparison.Ordinal))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            corrected = int.Parse(line["correct ".Length..colon], CultureInfo.InvariantCulture);
            line = line[(colon + 1)..].Trim();
        }

        var columns = line.Split("  ", StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var date = AnnouncedDate.Of(DateOnly.ParseExact(columns[0], "yyyy-MM-dd", CultureInfo.InvariantCulture), DatePrecision.Day);
        var kind = Kinds[columns[1]];
        var (headline, moves) = Headline(columns.ElementAtOrDefault(2) ?? "", kind);
        var parts = moves.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var isProgress = KindRules.For(kind).StatesProgress;
        var entries = isProgress ? [] : parts.Select(move => Entry(package, revision, move)).ToList();
        var progress = isProgress ? parts.Select(made => Progress(package, revision, made)).ToList() : [];
        if (kind == AnnouncementKind.Itemised)
        {
            TakeFromOpen(package, entries);
        }

        var announcement = new Announcement(kind, date, "As told", entries, headline, columns.ElementAtOrDefault(3), progress: progress);
        if (corrected is { } number)
        {
            revision.Correct(number, announcement, "a better source");
        }
        else
        {
            revision.Announce(announcement);
        }
    }

    private static (Headline? Headline, string Moves) Headline(string text, AnnouncementKind kind)
    {
        foreach (var qualifier in Enum.GetValues<AmountQualifier>())
        {
            var words = qualifier.Code().Replace('_', ' ');
            if (KindRules.For(kind).StatesHeadline && text.StartsWith(words, StringComparison.Ordinal) && qualifier != AmountQualifier.Between)
            {
                return (new Headline(qualifier), text[words.Length..].Trim());
            }
        }

        // "between 40 and 50": the ledger carries the upper end.
        if (text.StartsWith("between ", StringComparison.Ordinal))
        {
            var ends = text["between ".Length..].Split(" and ");
            return (new Headline(AmountQualifier.Between, decimal.Parse(ends[0], CultureInfo.InvariantCulture)), ends[1]);
        }

        return (null, text);
    }

    private static Entry Entry(Package package, Revision revision, string move)
    {
        var words = move.Split(' ', 2, StringSplitOptions.TrimEntries);
        var (line, rest) = words.Length == 1 ? ("open", words[0]) : (words[0], words[1]);
        var number = line switch
        {
            "open" => LineItem.NotYetItemised,
            "overlap" => LineItem.Overlap,
            _ => LineOf(package, revision, line),
        };
        if (rest.StartsWith('×'))
        {
            return new Entry(number, null, quantity: new Quantity(decimal.Parse(rest[1..], CultureInfo.InvariantCulture)));
        }

        var qualifier = AmountQualifier.Exact;
        if (rest.StartsWith("up to ", StringComparison.Ordinal))
        {
            (qualifier, rest) = (AmountQualifier.UpTo, rest["up to ".Length..]);
        }

        return new Entry(number, new Money(decimal.Parse(rest, CultureInfo.InvariantCulture), package.Currency), qualifier,
            note: number == LineItem.Overlap ? "the lines exceed the headline" : null);
    }

    /// <summary>A line, then any of a value, a quantity and "final": <c>AMM 40 ×20000 final</c>.</summary>
    private static Progress Progress(Package package, Revision revision, string made)
    {
        var words = made.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        decimal? value = null;
        decimal? quantity = null;
        foreach (var word in words.Skip(1).Where(word => word != "final"))
        {
            if (word.StartsWith('×'))
            {
                quantity = decimal.Parse(word[1..], CultureInfo.InvariantCulture);
            }
            else
            {
                value = decimal.Parse(word, CultureInfo.InvariantCulture);
            }
        }

        return new Progress(
            words[0] == "open" ? LineItem.NotYetItemised : LineOf(package, revision, words[0]),
            value is { } money ? new Money(money, package.Currency) : null,
            quantity is { } goods ? new Quantity(goods) : null,
            final: words[^1] == "final");
    }

    private static int LineOf(Package package, Revision revision, string category) =>
        (package.Lines.FirstOrDefault(line => line.Description?.Category == category)
            ?? revision.AddLine(new LineDescription(category, $"Line of {category}"))).Number;

    private static void TakeFromOpen(Package package, List<Entry> entries)
    {
        var named = entries.Sum(entry => entry.Amount?.Amount ?? 0);
        if (named != 0)
        {
            entries.Add(new Entry(LineItem.NotYetItemised, new Money(-named, package.Currency)));
        }
    }
}
