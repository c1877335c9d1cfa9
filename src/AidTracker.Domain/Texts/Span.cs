namespace AidTracker.Domain.Texts;

/// <summary>Where in a pasted announcement something stands.</summary>
/// <param name="Start">The first character, counted in UTF-16 units from 0, as browsers and .NET count.</param>
/// <param name="End">After the last character.</param>
/// <param name="InTitle">True where both count in the title and not in the text.</param>
public readonly record struct Span(int Start, int End, bool InTitle = false);
