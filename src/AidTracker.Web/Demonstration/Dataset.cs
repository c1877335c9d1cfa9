using System.Text.Json;
using System.Text.Json.Serialization;
using AidTracker.Web.Features.Publishing;

namespace AidTracker.Web.Demonstration;

// The form of the files in Dataset/, one a donor; docs/demonstration-data.md says what each field means.

internal sealed record DonorFile(string Donor, IReadOnlyList<DatasetPackage> Packages);

internal sealed record DatasetPackage(
    string Slug, IReadOnlyList<string> Donors, IReadOnlyList<string> Recipients, string Currency,
    string Title, string? Summary, string? Initiative, IReadOnlyList<DatasetPublication> Publications);

/// <param name="Summary">The package's summary from here on; null where it stays.</param>
/// <param name="Reason">Why the summary is another; null where it stays.</param>
internal sealed record DatasetPublication(DateTimeOffset RecordedAt, string? Summary, IReadOnlyList<LineForm>? Lines, IReadOnlyList<AnnouncementForm> Announcements, string? Reason = null);

/// <summary>The demonstration data that the application carries.</summary>
internal static class Dataset
{
    private static readonly JsonSerializerOptions Form = new(JsonSerializerDefaults.Web)
    {
        ReadCommentHandling = JsonCommentHandling.Skip,
        RespectRequiredConstructorParameters = false,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip,
    };

    /// <summary>Every file, by donor's code.</summary>
    /// <exception cref="InvalidDataException">A file does not have the documented form.</exception>
    public static IReadOnlyList<DonorFile> Read()
    {
        var assembly = typeof(Dataset).Assembly;
        var prefix = $"{typeof(Dataset).Namespace}.Dataset.";
        return [.. assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(prefix, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(name =>
            {
                using var file = assembly.GetManifestResourceStream(name)!;
                try
                {
                    return JsonSerializer.Deserialize<DonorFile>(file, Form)!;
                }
                catch (JsonException malformed)
                {
                    throw new InvalidDataException($"{name[prefix.Length..]} is not a dataset file: {malformed.Message}", malformed);
                }
            })];
    }
}
