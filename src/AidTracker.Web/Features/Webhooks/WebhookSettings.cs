using System.Text;
using System.Text.RegularExpressions;
using AidTracker.Web.Hosting;

namespace AidTracker.Web.Features.Webhooks;

/// <summary>Somebody who is told of publications.</summary>
/// <param name="Name">By which logs and pages know it; they show neither its address, which may hold a secret, nor its key.</param>
/// <param name="Key">Of the signature: the secret in UTF-8.</param>
internal sealed record Webhook(string Name, Uri Address, byte[] Key);

/// <summary>Who is told of publications; nobody, unless an operator says so.</summary>
/// <param name="AllowPrivate">Whether an address may be http, or of this machine or a private network.</param>
internal sealed partial record WebhookSettings(IReadOnlyList<Webhook> All, bool AllowPrivate)
{
    public const int Most = 10;

    private const string Section = "Webhooks";
    private const int ShortestSecret = 24;

    /// <exception cref="StartupRefusedException">A setting has a value that cannot be meant; a secret is never repeated.</exception>
    public static WebhookSettings Read(IConfiguration configuration)
    {
        var allowPrivate = Settings.YesOrNo(configuration, $"{Section}:AllowPrivate");
        var all = configuration.GetSection(Section).GetChildren().Where(child => child.Key != "AllowPrivate").Select(child => One(child, allowPrivate)).ToList();
        return all.Count > Most
            ? throw new StartupRefusedException($"{Section} names {all.Count} addresses, and {Most} can be told: let one of yours tell the others.")
            : new WebhookSettings(all, allowPrivate);
    }

    private static Webhook One(IConfigurationSection section, bool allowPrivate)
    {
        var name = section.Key.ToLowerInvariant();
        if (!NameForm().IsMatch(name))
        {
            throw new StartupRefusedException($"{Section}:{LogText.Printable(section.Key, 60)} is not a webhook's name: write 1 to 40 letters, digits and hyphens, such as {Section}:newsroom:Address.");
        }

        if (!Uri.TryCreate(section["Address"], UriKind.Absolute, out var address) || !(address.Scheme == Uri.UriSchemeHttps || (allowPrivate && address.Scheme == Uri.UriSchemeHttp)))
        {
            throw new StartupRefusedException($"{Section}:{name}:Address is not an https address.");
        }

        return section["Secret"] is { } secret && secret.Length >= ShortestSecret
            ? new Webhook(name, address, Encoding.UTF8.GetBytes(secret))
            : throw new StartupRefusedException($"{Section}:{name}:Secret has to have at least {ShortestSecret} characters: openssl rand -hex 24 makes one.");
    }

    [GeneratedRegex("^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$")]
    private static partial Regex NameForm();
}
