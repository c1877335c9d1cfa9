namespace AidTracker.Web.Features.Desk;

/// <summary>A sentence of the desk to whoever typed something: where it is wrong, what is, and what to do.</summary>
/// <param name="Where">The field or the place, as people call it.</param>
/// <param name="What">What is wrong there, without a full stop.</param>
/// <param name="Do">What to do, beginning with a verb, without a full stop.</param>
public sealed record Said(string Where, string What, string Do)
{
    public override string ToString() => $"{Where}: {What}. {char.ToUpperInvariant(Do[0])}{Do[1..]}.";
}

/// <summary>A sentence about one field of a draft.</summary>
/// <param name="Field">As <see cref="Drafts.Fields"/> names it.</param>
/// <param name="Refuses">True where the draft cannot be published with it; false where it is worth another look.</param>
public sealed record Finding(string Field, string Sentence, bool Refuses);

/// <summary>The desk refused a command; the message is a sentence for whoever gave it.</summary>
public sealed class DeskRefusal(Said said) : Exception(said.ToString())
{
    public Said Said { get; } = said;
}
