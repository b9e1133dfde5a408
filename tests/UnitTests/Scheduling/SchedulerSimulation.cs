using SlopTemporal.Domain.Scheduling;
using SlopTemporal.Domain.Tracks;
using SlopTemporal.Domain.Tracks.Globs;

namespace SlopTemporal.UnitTests.Scheduling;

/// <summary>Thousands of seeded schedules without Temporal: random graphs, random ends, people who interfere. A failing seed is in the message.</summary>
public sealed class SchedulerSimulation
{
    private const int Seeds = 3000;

    [Fact]
    public void Every_schedule_keeps_the_rules_and_ends()
    {
        for (var seed = 0; seed < Seeds; seed++)
        {
            new Run(seed).ToTheEnd();
        }
    }

    private sealed class Run
    {
        private readonly Random _random;
        private readonly int _seed;
        private readonly GraphTicket[] _graph;
        private readonly HashSet<int> _running = [];
        private readonly HashSet<int> _gated = [];
        private readonly HashSet<int> _wantsLane = [];
        private readonly HashSet<int> _cancelled = [];
        private SchedulerState _state;
        private int? _lane;
        private bool _suspended;
        private int _cap;
        private int _peak;

        public Run(int seed)
        {
            (_seed, _random) = (seed, new(seed));
            string[] globs = ["src/**", "src/a/*.cs", "docs/*", "tests/**/x"];
            _graph = [.. Enumerable.Range(0, _random.Next(1, 25)).Select(i => new GraphTicket($"t{i}")
            {
                After = [.. Enumerable.Range(0, i).Where(_ => _random.Next(6) == 0)],
                Priority = _random.Next(4) == 0 ? _random.Next(1, 6) : null,
                Touches = _random.Next(4) == 0 ? [globs[_random.Next(globs.Length)]] : null,
            })];
            _cap = _random.Next(1, 6);
            _state = SchedulerState.Create(_graph, _cap);
        }

        public void ToTheEnd()
        {
            Happen(new TrackEvent.Started());
            for (var step = 0; step < 2000 && _state.Status != TrackStatus.Completed; step++)
            {
                Happen(Next(calm: step > 300));
            }

            Check(_state.Status == TrackStatus.Completed, $"it ends, not {_state.Status}");
            Check(_peak <= 6, "the cap holds");
        }

        /// <summary>Anything may happen for a while; then people only help, so that the track must end.</summary>
        private TrackEvent Next(bool calm)
        {
            var ticket = _random.Next(_graph.Length);
            var running = _running.Except(_gated).OrderBy(t => t).ToArray();
            return _random.Next(calm ? 8 : 14) switch
            {
                0 or 1 => new TrackEvent.Retried(First(TicketStatus.Blocked) ?? First(TicketStatus.Cancelled) ?? ticket),
                2 => new TrackEvent.Resumed(),
                3 when _gated.Count > 0 => new TrackEvent.Ungated(_gated.Min()),
                4 when running.Length > 0 => new TrackEvent.WantsLane(running[_random.Next(running.Length)]),
                5 or 6 or 7 or 3 when _running.Count > 0 => End(calm),
                8 => new TrackEvent.Paused(),
                9 => new TrackEvent.TicketCancelled(ticket),
                10 when _random.Next(5) == 0 => new TrackEvent.Skipped(ticket),
                11 => new TrackEvent.MaxWorkersSet(_random.Next(1, 7)),
                12 when running.Length > 0 => new TrackEvent.Gated(running[_random.Next(running.Length)]),
                13 when _lane is { } lane => new TrackEvent.LeftLane(lane),
                _ => new TrackEvent.Resumed(),
            };
        }

        private int? First(TicketStatus status) => Enumerable.Range(0, _graph.Length).Where(t => _state.Nodes[t].Status == status).Cast<int?>().FirstOrDefault();

        private TrackEvent.Ended End(bool calm)
        {
            var ticket = _running.OrderBy(_ => _random.Next()).First();
            return new(ticket, calm && !_cancelled.Contains(ticket) ? TicketEnd.Completed : (TicketEnd)_random.Next(3));
        }

        private void Happen(TrackEvent happened)
        {
            Track(happened);
            var step = Scheduler.Apply(_state, happened);
            _state = step.State;
            foreach (var command in step.Commands)
            {
                Obey(command);
            }

            var working = _running.Count - _gated.Count;
            _peak = Math.Max(_peak, working);
            Check(working == _state.Running, "the count of slots is right");
        }

        private void Track(TrackEvent happened)
        {
            switch (happened)
            {
                case TrackEvent.Ended e:
                    _running.Remove(e.Ticket);
                    _gated.Remove(e.Ticket);
                    _cancelled.Remove(e.Ticket);
                    _lane = _lane == e.Ticket ? null : _lane;
                    break;
                case TrackEvent.LeftLane e:
                    _lane = _lane == e.Ticket ? null : _lane;
                    break;
                case TrackEvent.Gated e:
                    _gated.Add(e.Ticket);
                    break;
                case TrackEvent.MaxWorkersSet e:
                    _cap = e.Count;
                    break;
                default:
                    break;
            }
        }

        private void Obey(TrackCommand command)
        {
            switch (command)
            {
                case TrackCommand.Start c:
                    Check(_running.Add(c.Ticket), "a ticket runs once at a time");
                    Check((_graph[c.Ticket].After ?? []).All(d => _state.Nodes[d].Finished), "no ticket starts before its dependencies");
                    Check(!_running.Any(other => other != c.Ticket && Overlap(other, c.Ticket)), "files of running tickets do not overlap");
                    Check(_running.Count - _gated.Count <= _cap && !_state.Paused && !_suspended, "starts keep to the cap and the pause");
                    break;
                case TrackCommand.GrantSlot c:
                    Check(_gated.Remove(c.Ticket) && _running.Count - _gated.Count <= _cap, "a slot is given back once, within the cap");
                    break;
                case TrackCommand.GrantLane c:
                    Check(_lane is null && _running.Contains(c.Ticket), "one ticket merges at a time");
                    _lane = c.Ticket;
                    break;
                case TrackCommand.Cancel c:
                    Check(_running.Contains(c.Ticket) && _cancelled.Add(c.Ticket), "only running tickets are cancelled, once");
                    break;
                case TrackCommand.Suspend:
                    _suspended = true;
                    break;
                default:
                    Check(false, $"unknown {command}");
                    break;
            }
        }

        private bool Overlap(int a, int b) => (_graph[a].Touches ?? []).Any(x => (_graph[b].Touches ?? []).Any(y => Glob.Overlaps(x, y)));

        private void Check(bool holds, string rule) => Assert.True(holds, $"seed {_seed}: {rule}");
    }
}
