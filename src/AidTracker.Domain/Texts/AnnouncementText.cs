namespace AidTracker.Domain.Texts;

/// <summary>What an editor pastes.</summary>
/// <param name="Text">The article or release. Only its first <see cref="AnnouncementReader.TextLimit"/> characters are read.</param>
/// <param name="Title">Null where it has none or where it is the text's first line.</param>
/// <param name="Publisher">Who published it, in words; null where it is not known.</param>
/// <param name="Date">The day it was published; null where it is not known. Months without a year are reckoned from it.</param>
public sealed record AnnouncementText(string Text, string? Title = null, string? Publisher = null, DateOnly? Date = null);
