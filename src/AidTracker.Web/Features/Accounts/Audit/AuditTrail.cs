using Npgsql;
using NpgsqlTypes;

namespace AidTracker.Web.Features.Accounts.Audit;

/// <summary>Writes what was done onto the trail, which the application may add to and never change.</summary>
public sealed class AuditTrail(NpgsqlDataSource database)
{
    private const int LongestAbout = 500;
    private const int LongestName = 200;

    /// <param name="http">The request by which it was done; null where there is none, as in a circuit.</param>
    /// <param name="who">Null where nobody is signed in.</param>
    /// <param name="about">In words, without secrets; cut at 500 characters.</param>
    public Task WriteAsync(AuditKind what, HttpContext? http, SignedIn? who, string about = "") => WriteAsync(what, http, who?.Person, who?.Name, about);

    /// <inheritdoc cref="WriteAsync(AuditKind, HttpContext?, SignedIn?, string)"/>
    /// <param name="person">Whom it is about where they are not signed in; null where that is not known.</param>
    /// <param name="name">Their name.</param>
    public async Task WriteAsync(AuditKind what, HttpContext? http, Guid? person, string? name, string about = "")
    {
        // Not cancelled with the request: who leaves before the answer has done it all the same.
        await using var command = database.CreateCommand("insert into account.audit_event (what, person_id, person_name, about, address, request) values ($1, $2, $3, $4, $5, $6)");
        command.Parameters.Add(new() { Value = what.ToString() });
        command.Parameters.Add(new() { Value = (object?)person ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Uuid });
        command.Parameters.Add(Text(name is null ? null : Cut(name, LongestName)));
        command.Parameters.Add(Text(Cut(about, LongestAbout)));
        command.Parameters.Add(Text(http?.Connection.RemoteIpAddress?.ToString()));
        command.Parameters.Add(Text(http?.TraceIdentifier));
        await command.ExecuteNonQueryAsync();
    }

    private static NpgsqlParameter Text(string? value) => new() { Value = (object?)value ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text };

    /// <summary>PostgreSQL's text takes no NUL; half of a pair is no character.</summary>
    private static string Cut(string text, int longest)
    {
        text = text.Replace("\0", "", StringComparison.Ordinal);
        return text.Length <= longest ? text : text[..(char.IsHighSurrogate(text[longest - 1]) ? longest - 1 : longest)];
    }
}
