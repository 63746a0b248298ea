/** A command as people write it, which takes more than they mean. */
export const exampleCommand = "dbt run --select path:models/stage tag:hourly --target prod";

/** The article's own function, as it stands there. */
export const articleDbt = `import json
import logging
from typing import Union
from airflow.providers.cncf.kubernetes.operators.kubernetes_pod import KubernetesPodOperator

def generate_dbt_on_kubernetes(mode : str, target : str, tag : Union[str,list] = None , **context):
    """
        args:
            - mode (str) : 실행 옵션("run", "test")을 받음. 그 외의 경우 valueerror
            - target (str) : 실행 model("stage", "dw", "mart")를 받음. 그 외의 경우 valueerror
            - tag (str or list) : 모델에 정의된 tag 옵션
    """
    target_datetime = context.get("data_interval_end")
    date = target_datetime.strftime("%Y-%m-%d")    
    var_dict = {"execution_date" : date}
    vars = json.dumps(var_dict)

    if mode not in ["run", "test"]:
        raise ValueError("generate_dbt_on_kubernetes() : mode must be 'run' or 'test'")
    if target not in ["stage", "dw", "mart"] : 
        raise ValueError("generate_dbt_on_kubernetes() : target must be 'stage', 'test' or 'mart'")

    args = [f"{mode}", "--vars" , vars, "--profiles-dir", f"profile/{target}", "--select", f"path:models/{target}"]

    if tag is not None:
        if type(tag) == str : tag = [tag]
        tag_args =''
        for v in tag:
            tag_args += f"tag:{v},"
        args.append(tag_args.rstrip(','))    

    logging.info(f"generate_dbt_on_kubernetes() : dbt args : [{args}]")
    KubernetesPodOperator(
        task_id=f"{mode}-DBT-{target}",
        name=f"{mode}-DBT-{target}",
        ...
    ).execute(context)
`;
