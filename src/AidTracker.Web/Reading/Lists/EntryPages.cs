using System.Globalization;
using System.Linq.Expressions;
using AidTracker.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace AidTracker.Web.Reading.Lists;

/// <summary>Pages of entries and of progress, which have no page of their own and go on after a row alone; see <see cref="ListPages"/>.</summary>
public static class EntryPages
{
    private const string Instant = "yyyy-MM-ddTHH:mm:ss.ffffffZ";

    public static Task<ListPage<PackageEntry>> EntryPageAsync(this LedgerContext context, LedgerFilter filter, int size, CancellationToken cancel = default) => TakeAsync(
        context.Entries(filter), filter, size, LedgerView.Entries,
        row => new Place<PackageEntry> { Row = row, AnnouncedOn = row.Entry.AnnouncedOn, RecordedAt = row.Entry.RecordedAt, Slug = row.Package.Slug, Number = row.Entry.AnnouncementNumber, Version = row.Entry.AnnouncementVersion, Position = row.Entry.Position }, cancel);

    public static Task<ListPage<PackageProgress>> ProgressPageAsync(this LedgerContext context, LedgerFilter filter, int size, CancellationToken cancel = default) => TakeAsync(
        context.Progress(filter), filter, size, LedgerView.Progress,
        row => new Place<PackageProgress> { Row = row, AnnouncedOn = row.Progress.AnnouncedOn, RecordedAt = row.Progress.RecordedAt, Slug = row.Package.Slug, Number = row.Progress.AnnouncementNumber, Version = row.Progress.AnnouncementVersion, Position = row.Progress.Position }, cancel);

    /// <summary>UTC, as a cursor has it; null where it is none.</summary>
    internal static DateTime? ReadInstant(string key) =>
        DateTime.TryParseExact(key, Instant, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal, out var instant) ? instant : null;

    private static async Task<ListPage<T>> TakeAsync<T>(IQueryable<T> sorted, LedgerFilter filter, int size, LedgerView view, Expression<Func<T, Place<T>>> place, CancellationToken cancel)
    {
        var places = sorted.Select(place);
        var rows = await (filter.After is { } after ? places.Where(Behind<T>(after)) : places).Take(size + 1).ToListAsync(cancel);
        if (rows.Count <= size)
        {
            return new([.. rows.Select(row => row.Row)], null);
        }

        var last = rows[size - 1];
        var key = filter.Sort is "recorded" or "-recorded" ? last.RecordedAt.ToString(Instant, CultureInfo.InvariantCulture) : ListCursor.Written(last.AnnouncedOn);
        return new([.. rows.Take(size).Select(row => row.Row)], new ListCursor(view.Path, filter.Sort ?? view.Sorts[0], key, null, last.Slug, last.Number, last.Version, last.Position));
    }

    private static Expression<Func<Place<T>, bool>> Behind<T>(ListCursor after)
    {
        var (slug, number, version, position) = (after.Slug, after.Number, after.Version, after.Position);
        if (ReadInstant(after.Key) is { } recorded)
        {
            return after.Sort == "recorded"
                ? row => row.RecordedAt > recorded || (row.RecordedAt == recorded && EF.Functions.GreaterThan(ValueTuple.Create(row.Slug, row.Number, row.Version, row.Position), ValueTuple.Create(slug, number, version, position)))
                : row => row.RecordedAt < recorded || (row.RecordedAt == recorded && EF.Functions.GreaterThan(ValueTuple.Create(row.Slug, row.Number, row.Version, row.Position), ValueTuple.Create(slug, number, version, position)));
        }

        var day = after.Day!.Value;
        return after.Sort == "announced"
            ? row => row.AnnouncedOn > day || (row.AnnouncedOn == day && EF.Functions.GreaterThan(ValueTuple.Create(row.Slug, row.Number, row.Version, row.Position), ValueTuple.Create(slug, number, version, position)))
            : row => row.AnnouncedOn < day || (row.AnnouncedOn == day && EF.Functions.GreaterThan(ValueTuple.Create(row.Slug, row.Number, row.Version, row.Position), ValueTuple.Create(slug, number, version, position)));
    }

    /// <summary>A row with what it is sorted by.</summary>
    private sealed record Place<T>
    {
        public required T Row { get; init; }
        public DateOnly AnnouncedOn { get; init; }
        public DateTime RecordedAt { get; init; }
        public required string Slug { get; init; }
        public int Number { get; init; }
        public int Version { get; init; }
        public int Position { get; init; }
    }
}
