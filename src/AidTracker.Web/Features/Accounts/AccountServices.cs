using AidTracker.Web.Features.Accounts.Audit;
using AidTracker.Web.Features.Accounts.Data;
using AidTracker.Web.Features.Accounts.Links;
using AidTracker.Web.Features.Accounts.Own;
using AidTracker.Web.Features.Accounts.People;
using AidTracker.Web.Features.Accounts.SecondFactors;
using AidTracker.Web.Features.Accounts.SigningIn;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;

namespace AidTracker.Web.Features.Accounts;

/// <summary>What it takes to know who asks and what they may do.</summary>
internal static class AccountServices
{
    public static void AddAccounts(this IServiceCollection services, NpgsqlDataSource database)
    {
        services.AddAccountContext(database);
        services.AddSingleton<Sessions>();
        services.AddSingleton<Permissions>();
        services.AddSingleton<AuditTrail>();
        services.AddSingleton<Tries>();
        services.AddSingleton<OneTimeLinks>();
        services.AddSingleton<FirstAdministrator>();
        services.AddScoped<SignIn>();
        services.AddScoped<RedeemLink>();
        services.AddScoped<Authenticators>();
        services.AddScoped<Passkeys>();
        services.AddScoped<ManagePeople>();
        services.AddSingleton<ConfirmPassword>();
        services.AddSingleton<ChangePassword>();

        services.AddIdentityCore<Person>(identity =>
            {
                identity.Stores.SchemaVersion = IdentitySchemaVersions.Version3;
                identity.User.AllowedUserNameCharacters = SignInName.Characters;
            })
            .AddUserStore<PersonStore>()
            .AddSignInManager()
            .AddTokenProvider<AuthenticatorTokenProvider<Person>>(TokenOptions.DefaultAuthenticatorProvider);
        // What is wrong with a password is said by Passwords, in a sentence.
        services.Configure<IdentityOptions>(identity => identity.Password = new PasswordOptions
        {
            RequiredLength = Passwords.Shortest, RequireDigit = false, RequireLowercase = false, RequireUppercase = false, RequireNonAlphanumeric = false,
        });
        services.AddSingleton(Passwords.Hasher);
        services.Configure<IdentityPasskeyOptions>(passkeys =>
        {
            // It stands for name, password and second factor at once: the device has to know its person, and which key is whose.
            passkeys.UserVerificationRequirement = "required";
            passkeys.ResidentKeyRequirement = "required";
        });

        services.AddScoped<SessionCookie>();
        services.AddAuthentication(IdentityConstants.ApplicationScheme)
            .AddCookie(IdentityConstants.ApplicationScheme, cookie =>
            {
                Guard(cookie, SessionCookie.Name, Sessions.Longest);
                cookie.EventsType = typeof(SessionCookie);
                cookie.LoginPath = "/account/login";
                cookie.AccessDeniedPath = "/account/denied";
                cookie.ReturnUrlParameter = "returnUrl";
            })
            .AddCookie(IdentityConstants.TwoFactorUserIdScheme, cookie => Guard(cookie, SecondStep.CookieName, SecondStep.Lasts));
        services.AddAuthorization();
        services.AddOptions<AuthorizationOptions>().Configure<AccountSettings>(Policies.Add);
        services.AddCascadingAuthenticationState();
        services.AddScoped<AuthenticationStateProvider, CircuitPerson>();
    }

    /// <summary>People, sessions and links as they are kept, without the web around them.</summary>
    public static void AddAccountContext(this IServiceCollection services, NpgsqlDataSource database) => services.AddDbContextFactory<AccountContext>(options => options
        .UseNpgsql(database)
        // Identity's model is taken over without what is not kept here, on purpose: five warnings at each start would say so.
        .ConfigureWarnings(warnings => warnings.Ignore(CoreEventId.MappedEntityTypeIgnoredWarning, CoreEventId.MappedPropertyIgnoredWarning)));

    /// <summary>After the routing, whose endpoints say who may come to them.</summary>
    public static void UseAccounts(this WebApplication app)
    {
        app.UseAuthentication();
        app.UseMiddleware<NotPermitted>();
        app.UseMiddleware<StaleForms>();
        app.UseMiddleware<TrailExports>();
        app.UseAuthorization();
    }

    public static void MapAccounts(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapSignOut();
        Passkeys.Map(endpoints);
        AuditFile.Map(endpoints);
    }

    private static void Guard(CookieAuthenticationOptions cookie, string name, TimeSpan lasts)
    {
        cookie.Cookie.Name = name;
        cookie.CookieManager = new CookieNames();
        cookie.Cookie.HttpOnly = true;
        cookie.Cookie.SameSite = SameSiteMode.Lax;
        cookie.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        cookie.Cookie.Path = "/";
        cookie.ExpireTimeSpan = lasts;
        cookie.SlidingExpiration = false;
    }
}
