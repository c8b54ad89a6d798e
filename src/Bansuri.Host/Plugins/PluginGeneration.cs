using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Bansuri.Abstractions;
using Bansuri.Abstractions.Options;

namespace Bansuri.Host.Plugins;

/// <summary>
/// One state of a plugin's code, from its load until nobody uses it. Users count themselves in and out; the catalog is the first of
/// them. At zero the generation is handed on to be unloaded, and nobody can count themselves in any more.
/// </summary>
internal sealed class PluginGeneration
{
    private readonly Action<PluginGeneration> _onUnused;
    private LoadedPlugin? _loaded;
    private int _users = 1;

    public PluginGeneration(LoadedPlugin loaded, ShadowCopy copy, ImmutableArray<PluginType> types, Action<PluginGeneration> onUnused)
    {
        (_loaded, Copy, Types, _onUnused) = (loaded, copy, types, onUnused);
        Context = loaded.Watch();
    }

    public ShadowCopy Copy { get; }

    public ImmutableArray<PluginType> Types { get; }

    /// <summary>The load context, as long as anything refers to it.</summary>
    public WeakReference Context { get; }

    /// <summary>Without the catalog while it is offered.</summary>
    public int Users => Volatile.Read(ref _users);

    public bool TryEnter()
    {
        var users = Volatile.Read(ref _users);
        while (users > 0)
        {
            var seen = Interlocked.CompareExchange(ref _users, users + 1, users);
            if (seen == users)
            {
                return true;
            }

            users = seen;
        }

        return false;
    }

    public void Leave()
    {
        if (Interlocked.Decrement(ref _users) == 0)
        {
            _onUnused(this);
        }
    }

    /// <summary>Runs the plugin's constructors, for somebody who has entered.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public AbstractTask Create(string type, TaskConfig config, OptionValues options) =>
        (_loaded ?? throw new InvalidOperationException("The generation has been unloaded.")).Create(type, config, options);

    /// <summary>Lets go of the code; called once, by who was told that it is unused.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Unload()
    {
        _loaded?.Dispose();
        _loaded = null;
    }

    /// <summary>For lists of old generations.</summary>
    public override string ToString() => $"{Types[0].Plugin}@{Types[0].Version}+{Copy.Hash[..8]} (generation {Types[0].Number})";
}
