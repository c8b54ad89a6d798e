using System.Collections.Immutable;
using Bansuri.Abstractions.Diagnostics;
using Bansuri.Host.Cli;
using Bansuri.Host.Configuration;
using Bansuri.Host.Logging;
using Bansuri.Host.Plugins;
using Bansuri.Host.Processes;
using Bansuri.Host.Processes.Finding;
using Bansuri.Host.Slurm;
using Bansuri.Host.StateDirectory;
using Bansuri.Host.StateDirectory.Instances;
using Microsoft.Extensions.Logging;

namespace Bansuri.Host.Composition;

/// <summary>
/// What stands before the first task: where the host is, its log and its plugins. Log and plugins follow from the settings of the
/// configuration, and its reader asks for the plugins as soon as it knows these.
/// </summary>
internal sealed class HostGround : IAsyncDisposable
{
    private HostLog? _log;
    private ProcessEngine? _engine;

    public HostGround(string configPath, RunOptions options, HostSignals signals, ProcessHygiene hygiene)
    {
        (Signals, Hygiene) = (signals, hygiene);
        ConfigPath = configPath;
        Options = options;
        Environment = Environments.Inherited();
        Identity = HostIdentity.Read(Variable);
        signals.IsInJob = Identity.Job is not null;
        Slurm = new SlurmController(new SlurmCommands(() => Engine, Environment, Time));
        RuntimeDirectory = RuntimePlaces.Of(Variable).Open(Identity.Job is not null);
        Types = new PluginTypes(LoadAsync);
        Knowledge = new HostKnowledge(Types, new CronRules(Time.LocalTimeZone), Variable, Directory) { StrictPermissions = options.StrictPermissions };
    }

    public HostSignals Signals { get; }

    public ProcessHygiene Hygiene { get; }

    public TimeProvider Time { get; } = TimeProvider.System;

    public string ConfigPath { get; }

    public RunOptions Options { get; }

    /// <summary>Where the host was started: string entries run there.</summary>
    public string Directory { get; } = System.Environment.CurrentDirectory;

    public IReadOnlyDictionary<string, string> Environment { get; }

    public HostIdentity Identity { get; }

    /// <summary>Node-local, 0700, shared by this user's hosts.</summary>
    public string RuntimeDirectory { get; }

    public PluginTypes Types { get; }

    public HostKnowledge Knowledge { get; }

    /// <summary>There once a configuration has been read.</summary>
    public HostLog Log => _log ?? throw new InvalidOperationException("No configuration has been read yet.");

    /// <summary>Owns all children of this process. There once a configuration has been read.</summary>
    public ProcessEngine Engine => _engine ?? throw new InvalidOperationException("No configuration has been read yet.");

    /// <summary>Of plugins, and of the runs that call them.</summary>
    public PluginThreads Threads { get; } = new();

    /// <summary>Answers only where Slurm's commands are.</summary>
    public SlurmController Slurm { get; }

    /// <summary>Absolute; those of the settings, else <c>plugins</c> beside the program and beside the configuration.</summary>
    public ImmutableArray<string> PluginFolders { get; private set; } = [];

    /// <summary>How plugin folders are watched.</summary>
    public WatchMode Watch { get; private set; }

    public string? Variable(string name) => Environment.GetValueOrDefault(name);

    public async ValueTask DisposeAsync()
    {
        if (_log is not null)
        {
            await Types.Catalog.DisposeAsync();
        }

        if (_engine is not null)
        {
            await _engine.DisposeAsync();
        }

        if (_log is not null)
        {
            await _log.DisposeAsync();
        }
    }

    /// <summary>What is wrong with plugins, a line each.</summary>
    public void Report(PluginScan scan)
    {
        var log = Log.Loggers.CreateLogger<HostGround>();
        foreach (var problem in scan.Problems)
        {
            var level = problem.Severity == Severity.Error ? LogLevel.Error : LogLevel.Warning;
            foreach (var line in new DiagnosticRenderer([], Directory).Render(problem).Split('\n', StringSplitOptions.RemoveEmptyEntries))
            {
                HostEvents.Diagnostic(log, level, line);
            }
        }
    }

    private Task<PluginCatalog> LoadAsync(HostSettings settings)
    {
        _log = new HostLog(LogSettings(settings), Time, new ConsoleTarget(1));
        PluginFolders = Composition.PluginFolders.Of(settings);
        Watch = settings.Watch;
        var copies = Path.Combine(InstanceFolder.PathOf(RuntimeDirectory), "plugins");
        var catalog = new PluginCatalog(new PluginSettings(PluginFolders, copies, type => IsInUse(type)) { Threads = Threads }, Time, _log.Loggers.CreateLogger<PluginCatalog>());

        // First of all, as the start waits for it in the end; meanwhile the rest is made here.
        var scanned = ScannedAsync(catalog);
        var log = _log.Loggers.CreateLogger<ProcessEngine>();
        _engine = new ProcessEngine(new EngineSettings
        {
            Hygiene = Hygiene,
            SlurmJobId = Variable("SLURM_JOB_ID"),
            OnFault = fault => HostEvents.EngineFault(log, fault),
            GoOn = Threads.Post,
            ReapOrphans = true,
            Cgroups = CgroupFolder.Find(),
        });
        return scanned;
    }

    private async Task<PluginCatalog> ScannedAsync(PluginCatalog catalog)
    {
        Report(await catalog.SettleAsync(CancellationToken.None));
        return catalog;
    }

    /// <summary>Set when tasks stand on the board: whether one of them has the type.</summary>
    public Func<string, bool> IsInUse { get; set; } = _ => true;

    private static HostLogSettings LogSettings(HostSettings settings) => new()
    {
        File = settings.LogFile,
        Level = settings.LogLevel switch
        {
            HostLogLevel.Debug => LogLevel.Debug,
            HostLogLevel.Warning => LogLevel.Warning,
            HostLogLevel.Error => LogLevel.Error,
            _ => LogLevel.Information,
        },
        Format = settings.LogFormat == Configuration.HostLogFormat.Json ? Logging.HostLogFormat.Json : Logging.HostLogFormat.Text,
        MaxSize = settings.LogMaxSize,
        Keep = settings.LogKeep,
        IsHeld = true,
    };
}
