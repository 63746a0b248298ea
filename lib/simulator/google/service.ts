import type { SimulatedCluster } from "@/lib/simulator/cluster/simulated-cluster";
import { bearerToken, type SimulatedAnswer, type SimulatedRequest } from "@/lib/simulator/http/exchange";
import type { SimulatorState } from "@/lib/simulator/state";
import { type HistoryEntry, isWrite, noteAnswer } from "@/lib/simulator/updates/history";
import { answerGoogle } from "./api";

type Options = { readonly state: SimulatorState; readonly caCertificate: (cluster: SimulatedCluster) => string };

/** Where a request comes from: the wire, or a simulated writer at a time of the simulated clock. */
export type RequestSource = { readonly actor: string | null; readonly now: Date };

/** How a request was answered; a write has its entry in the history. */
export type ServedRequest = { readonly answer: SimulatedAnswer; readonly entry?: HistoryEntry };

/** Google's APIs for everybody who asks them, over the wire or as a simulated writer: one way in, one history. */
export class GoogleService {
  constructor(private readonly options: Options) {}

  /** Answers a request; `instead` is an injected answer, which the world never sees. */
  serve(request: SimulatedRequest, source?: RequestSource, instead?: SimulatedAnswer): ServedRequest {
    const { state, caCertificate } = this.options;
    const { identities, writer, operations, iam, workloadWorlds } = state;
    const { actor, now } = source ?? { actor: null, now: state.clock.now() };
    const { clusters, history } = state.settled(now);
    const identity = identities.ofToken(bearerToken(request));
    const world = { clusters, caCertificate, now, iam, workloadWorlds, identities, identity };
    if (!isWrite(request)) return { answer: instead ?? answerGoogle(world, request) };
    const entry = history.open(request, identity, now, actor);
    if (instead) entry.injected = ["fault"];
    const reopen = (at: Date) => history.open(request, identity, at, actor);
    const writing = { writer, operations, identity, entry, reopen };
    const answer = instead ?? answerGoogle({ ...world, writing }, request);
    noteAnswer(entry, answer);
    return { answer, entry };
  }
}
