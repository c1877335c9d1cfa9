using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using AidTracker.Domain.Amounts;
using AidTracker.Domain.Ledger;
using AidTracker.Domain.Reference;

namespace AidTracker.Web.Features.Publishing;

internal sealed record WithdrawalForm(int Announcement, string Reason);

/// <param name="Into">The address of the package that is the same money; null where the merge is undone.</param>
/// <param name="Reason">Why; readers see it.</param>
internal sealed record MergeForm(string? Into, string Reason);

/// <param name="List"><c>party</c> or <c>initiative</c>.</param>
/// <param name="Reason">Why it is on the list, or called otherwise now.</param>
internal sealed record ListEntryForm(string List, string Code, string Name, string Reason);

/// <summary>One publication that somebody asks for, as JSON; docs/operations.md says it in words.</summary>
/// <param name="Id">Made by who asks; the same id twice is one publication.</param>
/// <param name="SeenRevision">The package's revision that it was written against; 0 opens the package.</param>
/// <param name="Donors">With recipients and currency where it opens the package, and nowhere else.</param>
/// <param name="Title">Null where it stays, as are summary and initiative; an empty summary or initiative takes it away.</param>
/// <param name="Reason">Why title, summary or initiative change; null for the first.</param>
/// <param name="Merge">That it is the same money as another package, or is not after all.</param>
/// <param name="Entered">Parties and initiatives that come onto their lists with it, or get another name.</param>
internal sealed record CommandForm(
    Guid Id, string Editor, string Slug, int SeenRevision,
    IReadOnlyList<string>? Donors = null, IReadOnlyList<string>? Recipients = null, string? Currency = null,
    string? Title = null, string? Summary = null, string? Initiative = null, string? Reason = null,
    IReadOnlyList<LineForm>? Lines = null, IReadOnlyList<AnnouncementForm>? Announcements = null, IReadOnlyList<WithdrawalForm>? Withdrawals = null,
    IReadOnlyList<ListEntryForm>? Entered = null, MergeForm? Merge = null)
{
    private static readonly JsonSerializerOptions Form = new(JsonSerializerDefaults.Web)
    {
        NumberHandling = JsonNumberHandling.Strict,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
        // A misspelt field would otherwise publish less than was asked for.
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowDuplicateProperties = false,
        Converters = { new CharactersOnly() },
    };

    /// <exception cref="LedgerRefusal">It is not the JSON of a publication; the sentence says where.</exception>
    public static CommandForm Read(ReadOnlySpan<byte> line)
    {
        try
        {
            return JsonSerializer.Deserialize<CommandForm>(line, Form) ?? throw FormMapping.Impossible("The line is an empty value: write a publication as a JSON object.");
        }
        catch (JsonException malformed)
        {
            var missing = malformed.Message.Split(" including: ") is [_, var names] ? $" It lacks {names.Split(". Path")[0].TrimEnd('.')}." : "";
            var place = malformed.Path is null or "$" ? "" : $" at {malformed.Path}";
            throw FormMapping.Impossible(string.Create(CultureInfo.InvariantCulture, $"The line is not the JSON of a publication{place}, byte {malformed.BytePositionInLine ?? 0}.{missing} docs/operations.md has the form."));
        }
    }

    /// <returns>The publication's sequence number; that of the first time where the command was carried out before.</returns>
    /// <exception cref="LedgerRefusal">A rule refuses it; nothing is written.</exception>
    public Task<long> PublishAsync(PublishRevision publish)
    {
        if (Id == Guid.Empty)
        {
            throw FormMapping.Impossible("The id is all zeros: make one for each publication, and the same one again for a retry.");
        }

        if (SeenRevision < 0)
        {
            throw FormMapping.Impossible("seenRevision is below zero: 0 opens a package, and each publication on it counts one more.");
        }

        if ((Title, Summary, Initiative, Lines, Announcements, Withdrawals, Merge) is (null, null, null, null or [], null or [], null or [], null))
        {
            throw FormMapping.Impossible("The publication says nothing: give it a description, lines, announcements or withdrawals.");
        }

        var publication = Publication.AtDesk(Id, Editor);
        return SeenRevision == 0
            ? publish.OpenAsync(Open(), publication, Write, Entries())
            : (Donors, Recipients, Currency) is (null, null, null)
                ? publish.OnAsync(Slug, SeenRevision, publication, Write, Entries())
                : throw FormMapping.Impossible("Donors, recipients and currency are said once, where a package is opened: leave them out, or seenRevision at 0.");
    }

    /// <summary>Shows what would become of the package: under the same rules, and without writing anything.</summary>
    /// <param name="package">As it was loaded, and of no other use afterwards; null where the command opens one.</param>
    /// <exception cref="LedgerRefusal">A rule of the domain refuses it; the database may refuse more.</exception>
    public Package PreviewOn(Package? package)
    {
        var shown = package ?? Open();
        _ = Entries();
        shown.Publish(Publication.AtDesk(Id, Editor), SeenRevision, Write);
        return shown;
    }

    private Package Open() => Package.Open(
        Slug,
        FormMapping.Currency(Currency ?? throw FormMapping.Impossible("A package that is opened needs its currency: write the ISO 4217 code.")),
        FormMapping.Listed("donors", Donors),
        FormMapping.Listed("recipients", Recipients));

    private IReadOnlyList<ListEntry> Entries() => [.. FormMapping.Listed("entries in lists", Entered).Select(FormMapping.Entered)];

    private void Write(Revision revision)
    {
        if ((Title, Summary, Initiative, Reason) is not (null, null, null, null))
        {
            var now = revision.Description;
            revision.Describe(new PackageDescription(Title ?? now?.Title ?? "", Summary ?? now?.Summary, Initiative ?? now?.Initiative), Reason);
        }

        if (Merge is { Into: null } undone)
        {
            revision.Separate(undone.Reason);
        }

        // A line that is on record is named by its number, a new one by a key that holds within this publication.
        var lines = new Dictionary<string, int> { ["open"] = LineItem.NotYetItemised, ["overlap"] = LineItem.Overlap };
        int Number(string key) => lines.TryGetValue(key, out var known) ? known
            : OnRecord(key) ?? throw FormMapping.Impossible($"No line has the key “{(key.Length > 60 ? key[..60] : key)}”: add it to the publication's lines, or write the number of one that is on record.");
        foreach (var line in FormMapping.Listed("lines", Lines))
        {
            if (OnRecord(line.Key) is { } number)
            {
                revision.DescribeLine(number, FormMapping.Described(line), line.Reason);
            }
            else if (line.Reason is not null)
            {
                throw FormMapping.Impossible("A new line has no reason to give: name the line that is described anew by its number, or leave the reason out.");
            }
            else if (!lines.TryAdd(line.Key, revision.AddLine(FormMapping.Described(line)).Number))
            {
                throw FormMapping.Impossible($"Two lines of the publication have the key “{line.Key}”, or it is one of the reserved ones: choose another.");
            }
        }

        foreach (var form in FormMapping.Listed("announcements", Announcements))
        {
            var stated = FormMapping.Stated(form, Number, revision.Currency, FormMapping.Listed("citations", form.Citations).Select(FormMapping.Cited));
            if (form.Corrects is { } corrected)
            {
                revision.Correct(corrected, stated, form.Reason ?? "");
            }
            else if (form.Reason is null)
            {
                revision.Announce(stated);
            }
            else
            {
                throw FormMapping.Impossible("A new announcement has no reason to give: say which one it corrects, or leave the reason out.");
            }
        }

        foreach (var withdrawal in FormMapping.Listed("withdrawals", Withdrawals))
        {
            revision.Withdraw(withdrawal.Announcement, withdrawal.Reason);
        }

        if (Merge is { Into: { } into } merge)
        {
            revision.Merge(into, merge.Reason);
        }
    }

    private static int? OnRecord(string key) => int.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>PostgreSQL keeps no zero character.</summary>
    private sealed class CharactersOnly : JsonConverter<string>
    {
        public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            var text = reader.TokenType is JsonTokenType.String or JsonTokenType.Null ? reader.GetString() : throw new JsonException();
            return text?.Contains('\0', StringComparison.Ordinal) == true ? throw new JsonException() : text;
        }

        public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);
    }
}
