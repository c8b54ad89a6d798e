#!/usr/bin/env bash
# A real Slurm with several nodes on one machine: loopback only, no systemd. Root on Debian 12 or 13, or Ubuntu.
#
#   slurm/dev-cluster.sh up [N]            install what is missing; munged, slurmctld and N slurmd (1)
#   slurm/dev-cluster.sh down              cancel all jobs and stop what this script started
#   slurm/dev-cluster.sh status            daemons, nodes and jobs; exit 0 only when every node can be used
#   slurm/dev-cluster.sh set KEY=VALUE...  change slurm.conf of the running cluster, e.g. KillWait=5
#   slurm/dev-cluster.sh env               the line that makes the Slurm commands use this cluster
#   slurm/dev-cluster.sh conf [N]          the slurm.conf that `up N` would write
#
# `up` does nothing when the cluster runs with the same settings, and starts it anew when they differ. Settings, all variables:
#   SLURM_DEV_DIR=/tmp/slurm-dev  configuration, state, spool and logs; several clusters need one each, and ports and names of their own
#   BASE_PORT=17000               of slurmctld; slurmd number I has BASE_PORT + I, slurmdbd + 99, MariaDB + 98
#   NODE_PREFIX=n                 nodes are n1, n2, ...
#   NODE_CPUS=4 NODE_MEM=2000     what each node claims to have, megabytes
#   NODE_LOCAL=                   a folder that each node has for itself, as local disks are; it must exist
#   KILLWAIT=30                   seconds from SIGTERM to SIGKILL, of scancel and of the time limit
#   PROCTRACK=auto                cgroup, linuxproc or pgid; auto is cgroup where the freezer can be written, else linuxproc
#   TASKPLUGIN=none               none, affinity or cgroup
#   UTS=auto                      1: each node has its own host name; 0: all have the machine's
#   DBD=0                         1: slurmdbd and MariaDB as well, so that sacct works
#   EXTRA_CONF= EXTRA_CGROUP=     further lines of slurm.conf and cgroup.conf; EXTRA_CONF='AuthInfo=cred_expire=5' requeues after 6 s
#   RESTORE=0                     1: go on with the jobs of the last `down`
set -euo pipefail

folder=${SLURM_DEV_DIR:-/tmp/slurm-dev}
base_port=${BASE_PORT:-17000}
prefix=${NODE_PREFIX:-n}
node_cpus=${NODE_CPUS:-4}
node_mem=${NODE_MEM:-2000}
node_local=${NODE_LOCAL:-}
kill_wait=${KILLWAIT:-30}
proctrack=${PROCTRACK:-auto}
task_plugin=${TASKPLUGIN:-none}
uts=${UTS:-auto}
dbd=${DBD:-0}
extra_conf=${EXTRA_CONF:-}
extra_cgroup=${EXTRA_CGROUP:-}
restore=${RESTORE:-0}

machine=$(hostname -s 2>/dev/null || hostname)
hosts_mark="# slurm-dev $folder"
export SLURM_CONF="$folder/slurm.conf"
export PATH="$PATH:/usr/sbin:/sbin"

say() { printf '%(%H:%M:%S)T %s\n' -1 "$*" >&2; }

die() {
    say "error: $*"
    exit 1
}

# The end of a daemon's log, then the error.
die_with_log() {
    tail -n 5 "$folder/log/$1.log" >&2 || true
    die "$1 did not start; see $folder/log/$1.log"
}

# Waits up to $1 tenths of a second for a command to succeed.
wait_for() {
    local tenths=$1 i
    shift
    for ((i = 0; i < tenths; i++)); do
        "$@" && return
        sleep 0.1
    done
    return 1
}

# --- processes

is_alive() { [[ -n "${1-}" && -r "/proc/$1/stat" && $(awk '{print $3}' "/proc/$1/stat" 2>/dev/null) != Z ]]; }
is_gone() { ! is_alive "$1"; }

# The pid in a pid file, if that is still the daemon: numbers are used again.
daemon_pid() {
    local name=$1 file="$folder/run/$2.pid" pid
    [[ -s "$file" ]] || return 0
    pid=$(<"$file")
    if is_alive "$pid" && grep -q "^$name" "/proc/$pid/comm"; then echo "$pid"; fi
}

stop() {
    local pid=$1 seconds=$2
    is_alive "$pid" || return 0
    kill -TERM "$pid" 2>/dev/null || return 0
    wait_for $((seconds * 10)) is_gone "$pid" && return
    say "pid $pid did not end of SIGTERM in $seconds s: SIGKILL"
    kill -KILL "$pid" 2>/dev/null || true
}

# What a slurmd of this cluster ever started, wherever it went.
job_processes() {
    local file
    grep -lzxF "SLURM_CONF=$SLURM_CONF" /proc/[0-9]*/environ 2>/dev/null | while read -r file; do
        if grep -qz '^SLURM_JOB_ID=' "$file" && grep -qz '^SLURMD_NODENAME=' "$file"; then
            file=${file#/proc/}
            echo "${file%/environ}"
        fi
    done 2>/dev/null || true
}

# Daemons and step daemons that still hold a file of ours.
slurm_processes() {
    local process
    for process in /proc/[0-9]*; do
        case $(cat "$process/comm" 2>/dev/null) in
            slurmstepd* | slurmd | slurmctld | slurmscriptd)
                if ls -l "$process/fd" 2>/dev/null | grep -qF -- "$folder/"; then echo "${process#/proc/}"; fi
                ;;
        esac
    done
}

kill_all() { if (($#)); then kill -KILL "$@" 2>/dev/null || true; fi; }

# --- installation

install_missing() {
    local pair missing=() wanted=(slurmctld:slurmctld slurmd:slurmd sbatch:slurm-client munged:munge)
    if [[ "$dbd" == 1 ]]; then wanted+=(slurmdbd:slurmdbd mariadbd:mariadb-server); fi
    for pair in "${wanted[@]}"; do
        command -v "${pair%%:*}" >/dev/null || missing+=("${pair##*:}")
    done
    ((${#missing[@]})) || return 0
    command -v apt-get >/dev/null || die "missing, and there is no apt-get: ${missing[*]}"
    say "installing ${missing[*]}"

    # The packages must not start daemons of their own.
    local policy=/usr/sbin/policy-rc.d ours=0 failed=0
    if [[ ! -e $policy ]]; then
        printf '#!/bin/sh\nexit 101\n' >$policy
        chmod 755 $policy
        ours=1
    fi
    apt_install "${missing[@]}" || { apt-get update >>"$folder/log/apt.log" 2>&1 && apt_install "${missing[@]}"; } || failed=1
    if ((ours)); then rm -f $policy; fi
    if ((failed)); then die_with_log apt; fi
}

apt_install() { DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$@" >>"$folder/log/apt.log" 2>&1; }

# --- configuration

choose_proctrack() {
    [[ "$proctrack" == auto ]] || return 0
    local probe="/sys/fs/cgroup/freezer/slurm_dev_probe.$$"
    proctrack=linuxproc
    if mkdir "$probe" 2>/dev/null; then
        rmdir "$probe"
        proctrack=cgroup
    fi
}

has_uts() {
    case $uts in
        1) true ;;
        0) false ;;
        *) unshare --uts true 2>/dev/null && [[ -w /etc/hosts ]] ;;
    esac
}

resolves_to_loopback() { getent ahostsv4 "$machine" 2>/dev/null | head -n 1 | grep -q '^127\.'; }

slurm_conf() {
    local nodes=$1 i host
    cat <<CONF
ClusterName=dev
SlurmctldHost=$machine(127.0.0.1)
SlurmctldPort=$base_port
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
CredType=cred/munge
MpiDefault=none
StateSaveLocation=$folder/ctld
SlurmdSpoolDir=$folder/spool-%n
SlurmctldPidFile=$folder/run/slurmctld.pid
SlurmdPidFile=$folder/run/slurmd-%n.pid
SlurmctldLogFile=$folder/log/slurmctld.log
SlurmdLogFile=$folder/log/slurmd-%n.log
SlurmctldDebug=verbose
SlurmdDebug=verbose
ProctrackType=proctrack/$proctrack
TaskPlugin=task/$task_plugin
JobAcctGatherType=jobacct_gather/linux
JobAcctGatherFrequency=task=5
JobCompType=jobcomp/filetxt
JobCompLoc=$folder/log/jobcomp.txt
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
SchedulerType=sched/backfill
SchedulerParameters=batch_sched_delay=0,sched_interval=1,sched_min_interval=0,bf_interval=1
SlurmdParameters=config_overrides
ReturnToService=2
JobRequeue=1
KillWait=$kill_wait
OverTimeLimit=0
InactiveLimit=0
CompleteWait=0
MinJobAge=3600
UnkillableStepTimeout=180
SlurmctldTimeout=30
SlurmdTimeout=60
CONF
    # On loopback alone, but only where the machine's own name means loopback: the daemons would not find each other otherwise.
    if resolves_to_loopback; then echo "CommunicationParameters=NoInAddrAny,NoCtldInAddrAny"; fi
    if [[ "$dbd" == 1 ]]; then
        printf 'AccountingStorageType=accounting_storage/slurmdbd\nAccountingStorageHost=127.0.0.1\nAccountingStoragePort=%d\n' $((base_port + 99))
    else
        echo "AccountingStorageType=accounting_storage/none"
    fi

    # One address and a port each: a step daemon calls srun back at the source of its connection, which on loopback is always 127.0.0.1.
    for ((i = 1; i <= nodes; i++)); do
        host=$machine
        if has_uts; then host=$prefix$i; fi
        echo "NodeName=$prefix$i NodeHostname=$host NodeAddr=127.0.0.1 Port=$((base_port + i)) CPUs=$node_cpus RealMemory=$node_mem State=UNKNOWN"
    done
    echo "PartitionName=debug Nodes=ALL Default=YES MaxTime=INFINITE State=UP"
    if [[ -n "$extra_conf" ]]; then printf '%s\n' "$extra_conf"; fi
}

# slurmd loads a cgroup plugin even where nothing uses it, and 22.05 then fails on a /sys/fs/cgroup that is absent or read-only: its v1 does
# nothing there, and later versions can do without.
cgroup_conf() {
    local version
    if [[ "$proctrack" == cgroup || "$task_plugin" == cgroup ]]; then
        echo "CgroupPlugin=autodetect"
    else
        version=$(slurmd -V | grep -oE '[0-9]+\.[0-9]+' | head -n 1)
        if [[ $(printf '%s\n23.11\n' "$version" | sort -V | head -n 1) == 23.11 ]]; then
            echo "CgroupPlugin=disabled"
        else
            echo "CgroupPlugin=cgroup/v1"
        fi
    fi
    if [[ -n "$extra_cgroup" ]]; then printf '%s\n' "$extra_cgroup"; fi
}

# What a cluster that runs must have been started with to be the wanted one.
all_settings() {
    slurm_conf "$1"
    cgroup_conf
    echo "NODE_LOCAL=$node_local"
}

# Node names in /etc/hosts, written in place: in a container it is a mount, which cannot be renamed over.
name_nodes() {
    [[ -w /etc/hosts ]] || return 0
    local nodes=$1 others i
    others=$(grep -vF "$hosts_mark" /etc/hosts || true)
    {
        printf '%s\n' "$others"
        for ((i = 1; i <= nodes; i++)); do echo "127.0.0.1 $prefix$i $hosts_mark"; done
    } >/etc/hosts
}

# --- daemons

munge_answers() { munge -n </dev/null 2>/dev/null | unmunge >/dev/null 2>&1; }

# One serves all clusters of the machine; the one that started it stops it.
start_munge() {
    munge_answers && return
    id munge >/dev/null 2>&1 || die "there is no user munge"
    install -d -o munge -g munge -m 0700 /etc/munge /var/log/munge
    install -d -o munge -g munge -m 0755 /run/munge
    install -d -o munge -g munge -m 0711 /var/lib/munge
    if [[ ! -s /etc/munge/munge.key ]]; then
        (umask 077 && head -c 1024 /dev/urandom >/etc/munge/munge.key)
        chown munge:munge /etc/munge/munge.key
    fi
    chmod 0400 /etc/munge/munge.key
    rm -f /run/munge/munge.socket.2.lock
    runuser -u munge -- munged
    wait_for 50 munge_answers || die "munged does not answer; see /var/log/munge/munged.log"
    cp /run/munge/munged.pid "$folder/run/munged.pid"
}

database() { mariadb --no-defaults --socket="$folder/mysql.sock" -e "$1" >/dev/null 2>&1; }

start_accounting() {
    [[ "$dbd" == 1 ]] || return 0
    local port=$((base_port + 98))
    if [[ -z $(daemon_pid mariadbd mariadbd) ]]; then
        if [[ ! -d "$folder/mysql/mysql" ]]; then
            mariadb-install-db --no-defaults --user=root --datadir="$folder/mysql" --auth-root-authentication-method=socket --skip-test-db \
                >"$folder/log/mariadbd.log" 2>&1 || die_with_log mariadbd
        fi
        setsid mariadbd --no-defaults --user=root --datadir="$folder/mysql" --socket="$folder/mysql.sock" --bind-address=127.0.0.1 \
            --port=$port --pid-file="$folder/run/mariadbd.pid" --skip-log-bin >>"$folder/log/mariadbd.log" 2>&1 </dev/null &
        wait_for 200 database "select 1" || die_with_log mariadbd
        database "create database if not exists slurm_acct;
            create user if not exists slurm@'127.0.0.1' identified by 'slurm'; grant all on slurm_acct.* to slurm@'127.0.0.1';
            create user if not exists slurm@localhost identified by 'slurm'; grant all on slurm_acct.* to slurm@localhost;" || die "no accounting database"
    fi
    cat >"$folder/slurmdbd.conf" <<CONF
AuthType=auth/munge
DbdHost=$machine
DbdAddr=127.0.0.1
DbdPort=$((base_port + 99))
SlurmUser=root
LogFile=$folder/log/slurmdbd.log
PidFile=$folder/run/slurmdbd.pid
StorageType=accounting_storage/mysql
StorageHost=127.0.0.1
StoragePort=$port
StorageUser=slurm
StoragePass=slurm
StorageLoc=slurm_acct
CONF
    chmod 600 "$folder/slurmdbd.conf"
    if [[ -z $(daemon_pid slurmdbd slurmdbd) ]]; then
        slurmdbd >>"$folder/log/slurmdbd.log" 2>&1 || die_with_log slurmdbd
        wait_for 200 accounting_answers || die_with_log slurmdbd
    fi
    sacctmgr -n show cluster format=cluster | grep -qw dev || sacctmgr -i add cluster dev >/dev/null
}

accounting_answers() { sacctmgr -n -i show cluster >/dev/null 2>&1; }

start_slurmd() {
    local name=$prefix$1 start='exec slurmd -N "$0"' apart=()
    [[ -z $(daemon_pid slurmd "slurmd-$name") ]] || return 0
    mkdir -p "$folder/spool-$name"
    if has_uts; then
        apart+=(--uts)
        start="hostname \"\$0\" && $start"
    fi
    if [[ -n "$node_local" ]]; then
        install -d -m "$(stat -c %a "$node_local")" -o "$(stat -c %u "$node_local")" "$folder/local-$name"
        apart+=(--mount)
        start="mount --bind '$folder/local-$name' '$node_local' && $start"
    fi
    if ((${#apart[@]})); then apart=(unshare "${apart[@]}"); fi
    "${apart[@]}" sh -c "$start" "$name" >>"$folder/log/slurmd-$name.log" 2>&1 </dev/null || die_with_log "slurmd-$name"
}

usable_nodes() { timeout 3 sinfo -h -N -o '%N %T' 2>/dev/null | awk '$2 ~ /^(idle|mixed|allocated|completing)$/ {print $1}' | sort -u | wc -l; }
are_usable() { (($(usable_nodes) >= $1)); }
has_died() { [[ -z $(daemon_pid slurmctld slurmctld) ]]; }
is_port_free() { ! (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

lock() {
    exec 9>"$folder/lock"
    flock -w 120 9 || die "another run holds $folder/lock"
}

# --- commands

up() {
    local nodes=${1:-1} began=$SECONDS i wanted
    [[ $nodes =~ ^[0-9]+$ ]] && ((nodes >= 1 && nodes <= 90)) || die "up [N], N from 1 to 90"
    ((EUID == 0)) || die "run as root"
    mkdir -p "$folder"/{log,run,ctld}
    lock
    install_missing
    wanted=$(all_settings "$nodes")
    if ! has_died && [[ "$wanted" == "$(cat "$folder/wanted" 2>/dev/null)" ]]; then
        for ((i = 1; i <= nodes; i++)); do start_slurmd "$i" 9>&-; done
        if wait_for 50 are_usable "$nodes"; then return; fi
    fi

    # What a crash left behind goes as well.
    take_down
    slurm_conf "$nodes" >"$folder/slurm.conf"
    cgroup_conf >"$folder/cgroup.conf"
    printf '%s\n' "$wanted" >"$folder/wanted"
    chmod 755 "$folder" "$folder/log" "$folder/run"
    chmod 644 "$folder/slurm.conf" "$folder/cgroup.conf"
    if has_uts; then name_nodes "$nodes"; fi
    start_munge 9>&-
    start_accounting 9>&-
    if [[ "$restore" != 1 ]]; then rm -rf "${folder:?}"/ctld/* "${folder:?}"/spool-*; fi
    for ((i = 0; i <= nodes; i++)); do
        is_port_free $((base_port + i)) || die "port $((base_port + i)) is taken; set BASE_PORT"
    done
    slurmctld >>"$folder/log/slurmctld.log" 2>&1 9>&- || die_with_log slurmctld
    for ((i = 1; i <= nodes; i++)); do start_slurmd "$i" 9>&-; done
    if ! wait_for 300 are_usable "$nodes"; then
        timeout 3 sinfo -R >&2 || true
        for i in "$folder"/log/slurmd-*.log; do tail -n 5 "$i" >&2; done
        die_with_log slurmctld
    fi
    say "$nodes nodes, KillWait $kill_wait, proctrack/$proctrack, $((SECONDS - began)) s: export SLURM_CONF=$SLURM_CONF"
}

no_jobs() {
    kill_all $(job_processes)
    ! timeout 5 squeue -h -o %A 2>/dev/null | grep -q .
}

take_down() {
    local pid file
    pid=$(daemon_pid slurmctld slurmctld)
    if [[ -n "$pid" ]]; then
        timeout 5 squeue -h -o %A 2>/dev/null | sort -u | xargs -r timeout 5 scancel 2>/dev/null || true
        wait_for 50 no_jobs || true
        stop "$pid" 10
    fi
    for file in "$folder"/run/slurmd-*.pid; do
        [[ -e "$file" ]] || continue
        pid=$(daemon_pid slurmd "$(basename "$file" .pid)")
        if [[ -n "$pid" ]]; then stop "$pid" 5; fi
    done
    kill_all $(slurm_processes)
    kill_all $(job_processes)
    find /sys/fs/cgroup/*/slurm_"$prefix"[0-9]* -depth -type d -exec rmdir {} + 2>/dev/null || true
    for pid in $(daemon_pid slurmdbd slurmdbd) $(daemon_pid mariadbd mariadbd) $(daemon_pid munged munged); do stop "$pid" 20; done
    rm -f "$folder"/run/*.pid
    name_nodes 0
}

down() {
    [[ -d "$folder" ]] || return 0
    lock
    take_down
}

status() {
    local file name pid
    for file in "$folder"/run/*.pid; do
        [[ -e "$file" ]] || continue
        name=$(basename "$file" .pid)
        pid=$(daemon_pid "${name%%-*}" "$name")
        printf '%-14s %s\n' "$name" "${pid:-dead}"
    done
    if has_died; then
        echo "down"
        return 3
    fi
    sinfo -N -o '%N %T %C %E'
    squeue
    are_usable "$(grep -c ^NodeName= "$folder/slurm.conf")"
}

set_keys() {
    local pair key
    if has_died; then die "the cluster is not up"; fi
    for pair in "$@"; do
        key=${pair%%=*}
        if grep -qi "^$key=" "$folder/slurm.conf"; then
            sed -i "s|^$key=.*|$pair|I" "$folder/slurm.conf"
        else
            sed -i "/^ClusterName=/a $pair" "$folder/slurm.conf"
        fi
    done
    scontrol reconfigure
}

choose_proctrack
command=${1-}
(($#)) && shift
case $command in
    up) up "$@" ;;
    down) down ;;
    status) status ;;
    set) set_keys "$@" ;;
    env) echo "export SLURM_CONF=$SLURM_CONF" ;;
    conf) slurm_conf "${1:-1}" ;;
    *)
        sed -n '2,/^#   slurm\/dev-cluster.sh conf/s/^# \{0,1\}//p' "$0" >&2
        exit 2
        ;;
esac
