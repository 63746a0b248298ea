import { answerTexts } from "./answer-texts";
import type { CauseText } from "./cause-text";
import type { ErrorCause } from "./causes";
import { connectionTexts } from "./connection-texts";
import { gcloudTexts } from "./gcloud-texts";

/** The words for every cause. */
export const causeTexts: Record<ErrorCause, CauseText> = { ...connectionTexts, ...answerTexts, ...gcloudTexts };
