using System.Text.Json;
using AidTracker.Web.Features.Accounts.Audit;
using AidTracker.Web.Features.Accounts.Data;
using AidTracker.Web.Features.Accounts.SigningIn;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Identity;

namespace AidTracker.Web.Features.Accounts.SecondFactors;

/// <summary>Keys that a device keeps and opens by a finger, a face or a PIN: they sign in by themselves, and to no other site. The browser part is wwwroot/passkeys.js.</summary>
internal sealed class Passkeys(UserManager<Person> people, SignInManager<Person> identity, Sessions sessions, AuditTrail trail)
{
    /// <summary>A person has at most so many.</summary>
    public const int Most = 10;

    public const int LongestName = 60;

    public const string Failed = "The passkey was not accepted, or it took too long. Nothing has changed; try once more.";

    /// <summary>What the browser asks its device for. Posts, with the token of the form that the button is in.</summary>
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapPost("/account/passkeys/options", async (HttpContext http, UserManager<Person> people, SignInManager<Person> identity) =>
            !IsOurs(http) || await people.GetUserAsync(http.User) is not { } person
                ? Results.BadRequest()
                : Results.Content(await identity.MakePasskeyCreationOptionsAsync(new() { Id = person.Id.ToString(), Name = person.UserName!, DisplayName = person.DisplayName }), "application/json"))
            .RequireAuthorization().WithMetadata(new RequireAntiforgeryTokenAttribute());
        endpoints.MapPost("/account/login/passkey/options", async (HttpContext http, SignInManager<Person> identity) =>
            !IsOurs(http) ? Results.BadRequest() : Results.Content(await identity.MakePasskeyRequestOptionsAsync(null!), "application/json"))
            .WithMetadata(new RequireAntiforgeryTokenAttribute());
    }

    /// <summary>Signs in by what the device answered.</summary>
    public async Task<bool> SignInAsync(HttpContext http, string? credential)
    {
        var answer = await AnswerAsync(() => identity.PerformPasskeyAssertionAsync(credential!), credential);
        if (answer is not { Succeeded: true })
        {
            await trail.WriteAsync(AuditKind.SignInFailed, http, null, "with a passkey that is not known");
            return false;
        }

        var person = answer.User!;
        if (person.DisabledAt is not null || person.LockoutEnd > DateTimeOffset.UtcNow)
        {
            await trail.WriteAsync(AuditKind.SignInFailed, http, person.Id, person.DisplayName, person.DisabledAt is null ? "while locked" : "while disabled");
            return false;
        }

        // With how often it was used: a copy of the key would fall behind.
        await people.AddOrUpdatePasskeyAsync(person, answer.Passkey!);
        await sessions.BeginAsync(http, person, Proof.Passkey);
        await trail.WriteAsync(AuditKind.SignedIn, http, person.Id, person.DisplayName, "with a passkey");
        return true;
    }

    /// <returns>What is wrong; null where it is added.</returns>
    public async Task<string?> AddAsync(HttpContext http, Person person, string? credential, string? name)
    {
        name = name?.Trim() ?? "";
        if (name.Length is 0 or > LongestName || name.Any(char.IsControl))
        {
            return $"A passkey has a name of 1 to {LongestName} characters, by which you know it again: write one.";
        }

        if ((await people.GetPasskeysAsync(person)).Count >= Most)
        {
            return $"You have {Most} passkeys already, which is as many as there can be: remove one first.";
        }

        var answer = await AnswerAsync(() => identity.PerformPasskeyAttestationAsync(credential!), credential);
        if (answer is not { Succeeded: true } || answer.UserEntity!.Id != person.Id.ToString())
        {
            return Failed;
        }

        answer.Passkey!.Name = name;
        await people.AddOrUpdatePasskeyAsync(person, answer.Passkey);
        await trail.WriteAsync(AuditKind.PasskeyAdded, http, person.Id, person.DisplayName, name);
        return null;
    }

    public async Task RemoveAsync(HttpContext? http, Person person, UserPasskeyInfo passkey, string by = "")
    {
        await people.RemovePasskeyAsync(person, passkey.CredentialId);
        await trail.WriteAsync(AuditKind.PasskeyRemoved, http, person.Id, person.DisplayName, $"{passkey.Name}{by}");
    }

    /// <returns>Null where it is no answer at all, or comes without the question in its cookie.</returns>
    private static async Task<T?> AnswerAsync<T>(Func<Task<T>> ask, string? credential) where T : class
    {
        try
        {
            return string.IsNullOrWhiteSpace(credential) ? null : await ask();
        }
        catch (Exception malformed) when (malformed is InvalidOperationException or JsonException or FormatException or ArgumentException)
        {
            return null;
        }
    }

    private static bool IsOurs(HttpContext http) => http.Features.Get<IAntiforgeryValidationFeature>() is { IsValid: true };
}
