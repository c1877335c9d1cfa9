using AidTracker.Web.Features.Accounts.Data;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace AidTracker.Web.Features.Accounts.SigningIn;

/// <summary>Which passwords are taken, and how they are kept. Length counts; which characters it is made of does not.</summary>
public static class Passwords
{
    /// <summary>Characters.</summary>
    public const int Shortest = 12;

    /// <summary>Characters.</summary>
    public const int Longest = 128;

    private const int FewestDifferent = 5;

    /// <summary>Of PBKDF2 with HMAC-SHA512.</summary>
    public const int Iterations = 210_000;

    public static IPasswordHasher<Person> Hasher { get; } = new PasswordHasher<Person>(Options.Create(new PasswordHasherOptions { IterationCount = Iterations }));

    /// <param name="names">The person's own, which their password must not be.</param>
    /// <returns>What is wrong and what to do; null where the password can be taken.</returns>
    public static string? Refusal(string? password, params IEnumerable<string?> names) => password switch
    {
        null or { Length: < Shortest } => $"A password has at least {Shortest} characters, and this one has {password?.Length ?? 0}: make it longer, by a few more words for example.",
        { Length: > Longest } => $"A password has at most {Longest} characters, and this one has {password.Length}: make it shorter.",
        _ when password.Distinct().Count() < FewestDifferent => "This password repeats a few characters, which is guessed early: choose another one.",
        _ when !password.Any(char.IsLetter) => "This password is digits and signs alone, which is guessed early: add a few words.",
        _ when CommonPasswords.Has(password, names) => "This password is made of common words or of a name of yours, which are guessed first: add words that have nothing to do with them.",
        _ => null,
    };
}
