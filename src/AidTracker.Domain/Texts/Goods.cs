namespace AidTracker.Domain.Texts;

/// <summary>What words say about goods.</summary>
/// <param name="Unit">What a number before the word counts, singular; null where the word only describes ("anti-tank").</param>
/// <param name="Category">By code; null where the word alone does not say ("system").</param>
/// <param name="Weight">How surely it says so: of several words in one phrase the heaviest decides, the first of equals.</param>
internal readonly record struct Good(string? Unit, string? Category, int Weight);

/// <summary>Words for goods and services, by the codes of the reference list. More words are more entries.</summary>
internal static class Goods
{
    /// <summary>The most words an entry has.</summary>
    public const int Longest = 3;

    private static readonly Dictionary<string, Good> ByWords = Table();

    /// <summary>What is named from a token on, by its longest words.</summary>
    public static (Good Good, int To)? At(IReadOnlyList<Token> tokens, int at, int limit)
    {
        for (var count = Math.Min(Longest, limit - at); count > 0; count--)
        {
            var words = string.Join(' ', Enumerable.Range(at, count).Select(i => tokens[i].Stem)).Replace('‑', '-');
            if (ByWords.TryGetValue(words, out var good))
            {
                return (good, at + count);
            }
        }

        return null;
    }

    /// <summary>The category that tokens name: the heaviest word's, the first of equals; null where they name none.</summary>
    /// <param name="several">Whether they name more than one.</param>
    public static string? Category(IReadOnlyList<Token> tokens, int from, int to, out bool several)
    {
        Good? best = null;
        string? first = null;
        several = false;
        for (var i = from; i < to; i++)
        {
            if (tokens[i].IsWord && At(tokens, i, to) is var (good, end))
            {
                if (good.Category is not null)
                {
                    several |= first is not null && first != good.Category;
                    first ??= good.Category;
                    best = best is null || good.Weight > best.Value.Weight ? good : best;
                }

                i = end - 1;
            }
        }

        return best?.Category;
    }

    private static Dictionary<string, Good> Table()
    {
        var table = new Dictionary<string, Good>(StringComparer.Ordinal);

        // Ammunition decides over what fires it.
        Heads("AMM", 9, "round|rounds shell|shells");
        Words("AMM", 8, "ammunition,munitions,munition,propellant,charges,explosives,shells,artillery ammunition,ammo");
        Heads("AMM", 8, "bomb|bombs grenade|grenades cartridge|cartridges torpedo|torpedoes warhead|warheads fuse|fuses");
        Heads("MSL", 6, "rocket|rockets");

        // What it is for.
        Words("CUA", 9, "anti-drone,counter-drone,counter-uas,c-uas,drone defence,drone defense,counter-unmanned");
        Words("ADS", 7, "air defence,air defense,air-defence,air-defense,anti-aircraft,surface-to-air,ground-based air,short-range air,shoulder-fired air,anti-air,antiaircraft,missile defence,missile defense,manpads,interceptors");
        Words("MSL", 7, "anti-tank,anti-armour,anti-armor,antitank,anti-ship,air-to-air,air-to-ground,cruise,ballistic,precision-guided,air-launched,air-to-surface,long-range missiles");
        Words("ENG", 7, "demining,mine clearance,mine-clearing,mine clearing,bomb-disposal,explosive ordnance,bridging,engineering,deminers,fortification,fortifications,eod");
        Words("C4I", 5, "satellite,satellites,satellite imagery,satellite communications,communications,communication,radio,command and control,intelligence,surveillance,reconnaissance,isr,command systems,sensors");
        Words("EWF", 7, "electronic warfare,jamming,electronic-warfare");
        Words("CYB", 7, "cyber,cyber-defence,cyber defence,cybersecurity,cyber security,cyberdefence,it equipment");
        Words("TRN", 5, "training,instruction,train,trains,courses");
        Words("MRO", 6, "spare parts,spares,maintenance,repair,repairs,overhaul,sustainment,maintain");
        Words("MED", 6, "medical,medicine,medicines,first-aid,first aid,hospital,hospitals,wounded,evacuation,rehabilitation,ambulances");
        Words("LOG", 5, "logistics,fuel,winter,transport,mobility,generators,tents,blankets,heaters,rations,shipping,food,shelters,cold-weather,diesel,sleeping bags,non-lethal");
        Words("IND", 6, "joint production,joint venture,arms industry,defence industry,defense industry,production,arms production,ukrainian industry,danish model,own arms industry,defence industrial");
        Words("SAL", 5, "small arms,firearms,body armour,body armor,night vision,night-vision,night vision devices,uniforms,infantry equipment,protective,protective equipment,protective gear,clothing,boots,gas masks,small-arms,sniper,weapons for infantry");
        Words("ARM", 5, "armoured,armored,infantry fighting,combat vehicles,mine-resistant,tracked");
        Words("ART", 5, "artillery,self-propelled");
        Words("UAS", 6, "unmanned,unmanned aerial,uncrewed,uas,fpv,first-person-view,loitering,kamikaze,drone,uncrewed aerial,one-way attack");
        Words("NAV", 4, "naval,maritime,coastal,navy,sea drones");
        Words("AIR", 5, "air force,aviation,jets");
        Words("MIX", 1, "foreign military financing,security assistance,military aid,military assistance,military support,drawdown,weapons,arms,equipment,materiel");

        // What is counted.
        Heads("ARM", 6, "tank|tanks carrier|carriers apc|apcs ifv|ifvs mrap|mraps");
        Heads("ART", 6, "howitzer|howitzers mortar|mortars");
        Heads("UAS", 7, "drone|drones uav|uavs quadcopter|quadcopters");
        Heads("AIR", 6, "aircraft|aircraft aircraft|jets jet|jet helicopter|helicopters aircraft|fighters aircraft|fighter aircraft|warplanes aircraft|planes airplane|airplanes");
        Heads("NAV", 6, "boat|boats ship|ships vessel|vessels vessel|frigates vessel|corvettes vessel|minehunters vessel|craft");
        Heads("SAL", 6, "rifle|rifles pistol|pistols shotgun|shotguns helmet|helmets vest|vests uniform|uniforms");
        Heads("C4I", 6, "radar|radars radio|radios terminal|terminals camera|cameras");
        Heads("MSL", 6, "missile|missiles");
        Heads("ADS", 7, "interceptor|interceptors");
        Heads("LOG", 5, "truck|trucks trailer|trailers generator|generators ration|rations tent|tents heater|heaters blanket|blankets pickup|pickups lorry|lorries");
        Heads("MED", 6, "ambulance|ambulances patient|patients stretcher|stretchers hospital|hospitals");
        Heads("ENG", 6, "mine|mines bridge|bridges excavator|excavators");
        Heads("TRN", 2, "person|soldiers person|troops person|officers person|recruits person|pilots person|instructors person|personnel person|cadets person|trainers person|specialists person|servicemen");
        Heads(null, 0, "vehicle|vehicles system|systems unit|units set|sets kit|kits launcher|launchers battery|batteries weapon|weapons piece|pieces ton|tons tonne|tonnes gun|guns device|devices item|items pair|pairs engine|engines barrel|barrel");
        Phrase("vehicles", "vehicle", "LOG", 2);
        Phrase("machine guns", "gun", "SAL", 7);
        Phrase("machine gun", "gun", "SAL", 7);
        Phrase("grenade launchers", "launcher", "SAL", 9);
        Phrase("grenade launcher", "launcher", "SAL", 9);
        Phrase("anti-aircraft guns", "gun", "ADS", 8);
        Phrase("anti-aircraft tanks", "system", "ADS", 8);
        Phrase("rocket launchers", "launcher", "ART", 7);
        Phrase("sniper rifles", "rifle", "SAL", 7);
        Phrase("surface vehicles", "vehicle", "NAV", 8);
        Phrase("surface vessels", "vessel", "NAV", 8);
        Phrase("torpedoes", "torpedo", "NAV", 8);
        Phrase("personnel carriers", "vehicle", "ARM", 7);
        Phrase("armoured vehicles", "vehicle", "ARM", 7);
        Phrase("armored vehicles", "vehicle", "ARM", 7);
        Phrase("fighting vehicles", "vehicle", "ARM", 7);
        Phrase("combat vehicles", "vehicle", "ARM", 7);
        Phrase("recovery vehicles", "vehicle", "ARM", 7);
        Phrase("mobility vehicles", "vehicle", "ARM", 7);
        Phrase("special operations vehicles", "vehicle", "ARM", 6);
        Phrase("patrol vehicles", "vehicle", "ARM", 6);
        Phrase("drone cameras", "camera", "UAS", 8);

        // Names that stand for what they are.
        Named("missile", "MSL", "javelin javelins milan tow hellfire storm-shadow scalp atacms taurus brimstone nlaw nlaws spike hellfires aim");
        Named("system", "ADS", "stinger stingers patriot patriots nasams iris-t hawk mistral gepard gepards skynex samp/t aster piorun kub buk s-300 avenger starstreak martlet rbs-70 trophy aspide crotale skyguard pac-3 pac-2 terrahawk iron-dome gmlrs-ad");
        Named("launcher", "ART", "himars mlrs m270");
        Named("howitzer", "ART", "caesar archer krab m777 m777s zuzana pzh ph2000 panzerhaubitze m109 bohdana as90 rch");
        Named("rocket", "AMM", "gmlrs grad");
        Named("tank", "ARM", "leopard leopards abrams challenger t-72 t-72s t-64 pt-91 strv");
        Named("vehicle", "ARM", "bushmaster bushmasters bradley bradleys stryker strykers marder marders cv90 cv90s m113 m113s patria warthog warthogs bmp-1 bmp-2 vab senator humvee humvees hawkei mastiff husky viking bandvagn bv206 roshel pbv pansarbandvagn bergepanzer amx-10rc mraps dingo wisent stridsfordon pandur fuchs");
        Named("aircraft", "AIR", "f-16 f-16s mig-29 mig-29s mirage mirages gripen gripens su-25 f-35 f-35s c-130 mi-17 mi-17s mi-8 mi-8s saab sea-king c-17 c-17s a-29");
        Named("drone", "UAS", "vector heidrun songbird bayraktar switchblade puma scaneagle luna hornet reaper shark hero black-hornet phoenix");
        Named("launcher", "MSL", "carl at-4 at4 at4s panzerfaust bazooka");
        Named("rifle", "SAL", "ak-47 ak-47s ak-74 m4 mg3 mg3s");
        return table;

        void Words(string category, int weight, string words)
        {
            foreach (var word in words.Split(','))
            {
                table.TryAdd(word, new Good(null, category, weight));
            }
        }

        void Heads(string? category, int weight, string pairs)
        {
            foreach (var pair in pairs.Split(' '))
            {
                var (unit, word) = (pair[..pair.IndexOf('|', StringComparison.Ordinal)], pair[(pair.IndexOf('|', StringComparison.Ordinal) + 1)..]);
                table[word] = new Good(unit, category, weight);
                table.TryAdd(unit, new Good(unit, category, weight));
            }
        }

        void Named(string unit, string category, string names)
        {
            foreach (var name in names.Split(' '))
            {
                // A name of air defence holds for its missiles: "Patriot missiles".
                table[name] = new Good(unit, category, category == "ADS" ? 7 : 5);
            }
        }

        void Phrase(string words, string unit, string category, int weight) => table[words] = new Good(unit, category, weight);
    }
}
